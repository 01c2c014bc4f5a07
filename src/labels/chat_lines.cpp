#include "labels/chat_lines.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "labels/lines.hpp"
#include "labels/text_lines.hpp"
#include "lull/core/error.hpp"

namespace lull {
namespace {

constexpr char bullet = '\x15';

constexpr std::array<std::string_view, 15> cry_words{"cry",  "cries",   "cried",   "crying", "sob",
                                                     "sobs", "sobbing", "wail",    "wails",  "wailing",
                                                     "bawl", "bawls",   "bawling", "weeps",  "weeping"};
constexpr std::array<std::string_view, 11> fuss_words{"whine",   "whines",   "whining",    "whined",
                                                      "whimper", "whimpers", "whimpering", "fuss",
                                                      "fusses",  "fussing",  "fussy"};
// Before such a word there is none: [=! stops crying], [=! pretends to cry], &=imit:cry.
constexpr std::array<std::string_view, 10> denials{"stops", "stopped", "not",      "no",   "fake",
                                                   "fakes", "faking",  "pretends", "imit", "imitates"};

template <std::size_t size>
bool has_any(const std::vector<std::string>& sounds, const std::array<std::string_view, size>& words) {
  return std::any_of(sounds.begin(), sounds.end(), [&](const std::string& each) {
    return std::find(words.begin(), words.end(), each) != words.end();
  });
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}

void add_words(std::string_view text, std::vector<std::string>& words) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && is_letter(text[end])) ++end;
    if (end > at) words.push_back(lower_case(text.substr(at, end - at)));
    at = std::max(end, at + 1);
  }
}

/// ON_OFF in milliseconds, as it is between the two marks; a link to a medium may come before (%snd:"x"_), a
/// dash after it.
TimeSpan time_in(std::string_view content, const std::string& where) {
  const auto fail = [&] {
    throw Error(Fault::input, where, "the time bullet '" + std::string(content) + "' is not ON_OFF",
                "give whole milliseconds");
  };
  std::string_view text = content;
  if (text.ends_with('-')) text.remove_suffix(1);
  const std::size_t middle = text.rfind('_');
  if (middle == std::string_view::npos) fail();
  std::string_view begin = text.substr(0, middle);
  if (const std::size_t link = begin.rfind('_'); link != std::string_view::npos)
    begin.remove_prefix(link + 1);
  const std::string_view end = text.substr(middle + 1);
  const auto milliseconds = [&](std::string_view digits) {
    std::int64_t value = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    // Fifteen digits are 30,000 years.
    if (digits.empty() || digits.size() > 15 || result.ec != std::errc{} ||
        result.ptr != digits.data() + digits.size() || value < 0) {
      fail();
    }
    return Milliseconds{value};
  };
  return {milliseconds(begin), milliseconds(end)};
}

}  // namespace

void for_each_chat_line(std::string_view text, const std::string& name,
                        const std::function<void(const ChatLine&)>& take) {
  std::optional<ChatLine> open;
  const auto close = [&] {
    if (!open) return;
    const std::size_t colon = open->text.find(':');
    open->tag = std::string(trimmed(std::string_view(open->text).substr(0, colon)));
    open->text = colon == std::string::npos
                     ? std::string()
                     : std::string(trimmed(std::string_view(open->text).substr(colon + 1)));
    take(*open);
    open.reset();
  };
  for_each_whole_line(text, [&](std::string_view line, std::size_t number) {
    if (trimmed(line).empty()) return;
    const char first = line.front();
    if (first == '@' || first == '*' || first == '%') {
      close();
      open = ChatLine{number, first, "", std::string(line.substr(1))};
    } else if (open && (first == '\t' || first == ' ')) {
      open->text += ' ';
      open->text += trimmed(line);
    } else {
      throw Error(Fault::input, at_line(name, number), "is no line of CHAT",
                  "lines open with @, * or %, those that go on with a tab");
    }
  });
  close();
}

std::vector<ChatPart> chat_parts(std::string_view text, const std::string& where) {
  std::vector<ChatPart> parts;
  std::string words;
  while (!text.empty()) {
    const std::size_t mark = std::min(text.find(bullet), text.size());
    words += text.substr(0, mark);
    text.remove_prefix(mark);
    if (text.empty()) break;
    const std::size_t end = text.find(bullet, 1);
    if (end == std::string_view::npos) {
      throw Error(Fault::input, where, "a time bullet that is not closed", "correct or remove it");
    }
    const std::string_view content = trimmed(text.substr(1, end - 1));
    text.remove_prefix(end + 1);
    if (content.starts_with("%pic") || content.starts_with("%txt")) continue;
    parts.push_back({std::string(trimmed(words)), time_in(content, where)});
    words.clear();
  }
  const std::string_view rest = trimmed(words);
  if (parts.empty()) {
    parts.push_back({std::string(rest), std::nullopt});
  } else if (!rest.empty()) {
    std::string& last = parts.back().words;
    last += (last.empty() ? "" : " ") + std::string(rest);
  }
  return parts;
}

std::vector<std::string> chat_sounds(std::string_view words) {
  std::vector<std::string> sounds;
  for (std::size_t at = words.find("&="); at != std::string_view::npos; at = words.find("&=", at + 2)) {
    const std::size_t end = std::min(words.find_first_of(" \t[]<>", at), words.size());
    add_words(words.substr(at + 2, end - at - 2), sounds);
  }
  for (std::size_t at = words.find("[=!"); at != std::string_view::npos; at = words.find("[=!", at + 3)) {
    const std::size_t end = std::min(words.find(']', at), words.size());
    add_words(words.substr(at + 3, end - at - 3), sounds);
  }
  return sounds;
}

std::optional<Label> chat_crying(const std::vector<std::string>& sounds) {
  if (has_any(sounds, denials)) return std::nullopt;
  if (has_any(sounds, cry_words)) return Label::cry;
  if (has_any(sounds, fuss_words)) return Label::fuss;
  return std::nullopt;
}

bool is_chat_silence(std::string_view words) {
  if (!words.starts_with('0')) return false;
  // Behind it only what ends an utterance, and codes of the whole of it.
  std::string_view rest = trimmed(words.substr(1));
  while (!rest.empty()) {
    if (rest.starts_with("[+") || rest.starts_with("[^")) {
      rest.remove_prefix(std::min(rest.find(']'), rest.size() - 1) + 1);
    } else if (rest.front() == '.' || rest.front() == '?' || rest.front() == '!') {
      rest.remove_prefix(1);
    } else {
      return false;
    }
    rest = trimmed(rest);
  }
  return true;
}

}  // namespace lull
