#include "labels/chat_headers.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "labels/text_lines.hpp"

namespace lull {
namespace {

// The roles of the CHAT manual (MacWhinney), and those that CLAN gives the speakers of LENA.
constexpr LabelName chat_label_names[] = {
    {"Target_Child", Label::key_child, "the key child"},
    {"&=cries", Label::cry, "on its lines: &=cries, [=! crying]; sobs, wails, bawls, weeps"},
    {"&=whines", Label::fuss, "on its lines: &=whines, [=! whining]; whimpers, fusses"},
    {"Mother", Label::female, "female adult"},
    {"Grandmother", Label::female, "female adult"},
    {"Female", Label::female, "female adult"},
    {"Father", Label::male, "male adult"},
    {"Grandfather", Label::male, "male adult"},
    {"Male", Label::male, "male adult"},
    {"Child", Label::other_child, "another child"},
    {"Sibling", Label::other_child, "another child"},
    {"Brother", Label::other_child, "another child"},
    {"Sister", Label::other_child, "another child"},
    {"Boy", Label::other_child, "another child"},
    {"Girl", Label::other_child, "another child"},
    {"Playmate", Label::other_child, "another child"},
    {"Friend", Label::other_child, "another child"},
    {"Teenager", Label::other_child, "another child"},
    {"Adult", Label::adult, "adult; FEM or MAL if @ID says the sex"},
    {"Target_Adult", Label::adult, "the same"},
    {"Investigator", Label::adult, "the same"},
    {"Caretaker", Label::adult, "the same"},
    {"Relative", Label::adult, "the same"},
    {"Visitor", Label::adult, "the same"},
    {"Partner", Label::adult, "the same"},
    {"Teacher", Label::adult, "the same"},
    {"Observer", Label::adult, "the same"},
    {"Clinician", Label::adult, "the same"},
    {"Therapist", Label::adult, "the same"},
    {"Doctor", Label::adult, "the same"},
    {"Nurse", Label::adult, "the same"},
    {"Environment", std::nullopt, "nobody of the family"},
    {"Media", std::nullopt, "television, radio, toys"},
    {"Text", std::nullopt, "written words"},
    {"LENA", std::nullopt, "noise, overlap and silence (CLAN, lena2chat)"},
    {"Key_Child_Unclear", std::nullopt, "too faint to tell (lena2chat), as is what is far"},
    {"Other_Child_Far", std::nullopt, "the same"},
    {"Female_Adult_Far", std::nullopt, "the same"},
    {"Male_Adult_Far", std::nullopt, "the same"},
    {"CHI", Label::key_child, "the key child, where no header says the role"},
    {"MOT", Label::female, "mother, where no header says the role"},
    {"FAT", Label::male, "father, the same"},
    {"BRO", Label::other_child, "brother, the same"},
    {"SIS", Label::other_child, "sister, the same"},
    {"INV", Label::adult, "investigator, the same"},
};

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t end = text.find(separator);
    parts.push_back(trimmed(text.substr(0, end)));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  for (const std::string_view word : split(text, ' ')) {
    if (!word.empty()) words.push_back(word);
  }
  return words;
}

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

std::string two_digits(std::size_t number) { return (number < 10 ? "0" : "") + std::to_string(number); }

/// "12-SEP-2016" as 2016-09-12; nothing for other text.
std::optional<std::string> iso_date(std::string_view date) {
  constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                    "jul", "aug", "sep", "oct", "nov", "dec"};
  const std::vector<std::string_view> parts = split(date, '-');
  if (parts.size() != 3 || !all_digits(parts[0]) || parts[0].size() != 2) return std::nullopt;
  if (!all_digits(parts[2]) || parts[2].size() != 4) return std::nullopt;
  const auto month = std::find(months.begin(), months.end(), lower_case(parts[1]));
  if (month == months.end()) return std::nullopt;
  return std::string(parts[2]) + "-" + two_digits(static_cast<std::size_t>(month - months.begin()) + 1) +
         "-" + std::string(parts[0]);
}

}  // namespace

std::span<const LabelName> chat_labels() { return chat_label_names; }

void ChatSpeakers::take_participants(std::string_view text) {
  for (const std::string_view each : split(text, ',')) {
    const std::vector<std::string_view> words = words_of(each);
    if (words.empty()) continue;
    Speaker& speaker = speakers_[std::string(words.front())];
    if (words.size() > 1) speaker.role = words.back();
    if (words.size() > 2) speaker.specific_role = words[words.size() - 2];
  }
}

void ChatSpeakers::take_id(std::string_view text) {
  constexpr std::size_t code = 2, sex = 4, role = 7;
  const std::vector<std::string_view> fields = split(text, '|');
  if (fields.size() <= role || fields[code].empty()) return;
  Speaker& speaker = speakers_[std::string(fields[code])];
  speaker.sex = lower_case(fields[sex]);
  if (speaker.role.empty()) speaker.role = fields[role];
}

std::set<std::string> ChatSpeakers::codes() const {
  std::set<std::string> codes;
  for (const auto& [code, speaker] : speakers_) codes.insert(code);
  return codes;
}

std::optional<Label> ChatSpeakers::label_of(const std::string& code, Collector& segments) const {
  const auto found = speakers_.find(code);
  const Speaker speaker = found == speakers_.end() ? Speaker{} : found->second;
  for (const std::string& name : {code, speaker.specific_role, speaker.role}) {
    if (segments.is_mapped(name)) return segments.label_of(name);
  }
  std::string name = speaker.role.empty() ? code : speaker.role;
  if (!speaker.specific_role.empty() && segments.knows(speaker.specific_role)) name = speaker.specific_role;
  const std::optional<Label> label = segments.label_of(name);
  if (label != Label::adult) return label;
  return speaker.sex == "female" ? Label::female : speaker.sex == "male" ? Label::male : Label::adult;
}

std::string chat_medium(std::string_view text) {
  std::size_t end = text.size();
  for (const std::string_view kind : {"audio", "video", "missing", "unlinked", "notrans"}) {
    for (std::size_t at = text.find(','); at != std::string_view::npos; at = text.find(',', at + 1)) {
      if (trimmed(text.substr(at + 1)).starts_with(kind)) end = std::min(end, at);
    }
  }
  std::string_view name = trimmed(text.substr(0, end));
  if (name.size() > 1 && name.front() == '"' && name.back() == '"') name = name.substr(1, name.size() - 2);
  return std::string(name);
}

std::optional<std::string> chat_start_time(std::string_view date, std::string_view time) {
  const std::vector<std::string_view> parts = split(time, ':');
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (!all_digits(parts[i]) || parts[i].size() != 2 || parts[i] > (i == 0 ? "23" : "59"))
      return std::nullopt;
    text += (i == 0 ? "T" : ":") + std::string(parts[i]);
  }
  return iso_date(date).value_or("") + text;
}

}  // namespace lull
