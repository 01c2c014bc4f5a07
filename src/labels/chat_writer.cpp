#include <array>
#include <ostream>
#include <set>

#include "labels/chat_lines.hpp"
#include "labels/said_at.hpp"
#include "labels/text_lines.hpp"
#include "lull/labels/chat.hpp"

namespace lull {
namespace {

struct WrittenSpeaker {
  std::string_view code, role, sex;
};

WrittenSpeaker speaker_of(Label label) {
  switch (label) {
    case Label::cry:
    case Label::fuss:
    case Label::key_child:
      break;
    case Label::other_child:
      return {"OCH", "Child", ""};
    case Label::female:
      return {"FEM", "Female", "female"};
    case Label::male:
      return {"MAL", "Male", "male"};
    case Label::adult:
      return {"ADU", "Adult", ""};
  }
  return {"CHI", "Target_Child", ""};
}

/// Words that a main line can hold: in one line, without bullets, ended as an utterance has to be.
std::string as_utterance(std::string_view words) {
  std::string text;
  for (const char c : words) text += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  text = std::string(trimmed(text));
  if (!text.empty() && text.find_first_of(".?!") == std::string::npos) text += " .";
  return text;
}

std::string_view without_words(Label label) {
  switch (label) {
    case Label::cry:
      return "0 [=! cries] .";
    case Label::fuss:
      return "0 [=! whines] .";
    case Label::key_child:
      return "&=vocalizes .";
    default:
      return "xxx .";  // somebody speaks, nobody knows what
  }
}

/// What a child's line with such words is read as.
Label read_as(std::string_view words) { return chat_crying(chat_sounds(words)).value_or(Label::key_child); }

/// The words of an event, or what stands for them where they would be read as another label.
std::string text_of(const Event& event, std::string_view words) {
  std::string text = as_utterance(words);
  if (text.empty() || is_chat_silence(text)) return std::string(without_words(event.label));
  const bool child = is_crying(event.label) || event.label == Label::key_child;
  if (!child || read_as(text) == event.label) return text;
  if (!is_crying(event.label)) return std::string(without_words(event.label));
  const std::string with_sound = text + (event.label == Label::cry ? " [=! cries]" : " [=! whines]");
  return read_as(with_sound) == event.label ? with_sound : std::string(without_words(event.label));
}

}  // namespace

void write_chat(std::ostream& out, const Session& session) {
  std::set<Label> labels{Label::key_child};
  for (const Event& event : session.events) {
    if (!is_crying(event.label)) labels.insert(event.label);
  }
  // What language is spoken nobody knows: und, as ISO 639-3 has it.
  std::string participants, ids;
  for (const Label label : labels) {
    const auto [code, role, sex] = speaker_of(label);
    participants += (participants.empty() ? "" : ", ") + std::string(code) + " " + std::string(role);
    ids +=
        "@ID:\tund|lull|" + std::string(code) + "||" + std::string(sex) + "|||" + std::string(role) + "|||\n";
  }
  std::string text = "@UTF8\n@Begin\n@Languages:\tund\n@Participants:\t" + participants + "\n" + ids;
  if (!session.recording.id.empty()) text += "@Media:\t" + session.recording.id + ", audio\n";
  const SaidAt said(session);
  for (const Event& event : session.events) {
    text += "*" + std::string(speaker_of(event.label).code) + ":\t" + text_of(event, said.words(event)) +
            " \x15" + std::to_string(event.when.begin.count()) + "_" +
            std::to_string(event.when.end.count()) + "\x15\n";
  }
  out << text << "@End\n";
}

}  // namespace lull
