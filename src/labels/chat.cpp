#include "lull/labels/chat.hpp"

#include <algorithm>

#include "labels/chat_headers.hpp"
#include "labels/chat_lines.hpp"
#include "labels/collector.hpp"
#include "labels/formats.hpp"
#include "labels/lines.hpp"
#include "labels/text_lines.hpp"
#include "labels/whole_text.hpp"

namespace lull {
namespace {

constexpr std::string_view chat_endings[] = {".cha"};

/// What a transcript says, line by line.
class ChatReader {
 public:
  ChatReader(const std::string& name, const AnnotationOptions& options)
      : name_(name), options_(options), segments_("", chat_labels(), options) {
    segments_.maker_knows_no_crying();  // unless a line says that somebody cries
  }

  void take(const ChatLine& line) {
    if (line.kind == '@') take_header(line);
    if (line.kind == '*') take_utterance(line);
  }

  Session finish() {
    if (!is_chat_) throw Error(Fault::input, name_, "is no CHAT transcript: no header @Begin");
    for (const std::string& tier : options_.tiers) {
      if (!speakers_.has(tier)) {
        throw Error(Fault::input, name_, "has no speaker '" + tier + "' but " + listed(speakers_.codes()));
      }
    }
    Session session = segments_.finish();
    session.recording.id = media_;
    session.recording.start_time = chat_start_time(date_, time_);
    count(untimed_, "utterance without a time bullet", "utterances without a time bullet", session);
    count(silent_, "utterance in which nobody is heard (0)", "utterances in which nobody is heard (0)",
          session);
    count(empty_, "time bullet without a length", "time bullets without a length", session);
    return session;
  }

 private:
  static void count(std::size_t number, const char* one, const char* several, Session& session) {
    if (number > 0) session.warnings.push_back(left_out(number, one, several));
  }

  void take_header(const ChatLine& line) {
    is_chat_ = is_chat_ || line.tag == "Begin";
    if (line.tag == "Participants") speakers_.take_participants(line.text);
    if (line.tag == "ID") speakers_.take_id(line.text);
    if (line.tag == "Media") media_ = chat_medium(line.text);
    if (line.tag == "Date") date_ = line.text;
    if (line.tag == "Time Start") time_ = line.text;
  }

  bool is_chosen(const std::string& code) const {
    const std::vector<std::string>& chosen = options_.tiers;
    return chosen.empty() || std::find(chosen.begin(), chosen.end(), code) != chosen.end();
  }

  void take_utterance(const ChatLine& line) {
    speakers_.meet(line.tag);
    const bool chosen = is_chosen(line.tag);
    const std::string where = at_line(name_, line.number);
    for (const ChatPart& part : chat_parts(line.text, where)) {
      if (!chosen) {
        if (part.when) segments_.add(std::nullopt, *part.when, where);  // it was listened to
      } else if (!part.when) {
        ++untimed_;
      } else if (is_chat_silence(part.words)) {
        ++silent_;
      } else {
        empty_ += part.when->begin == part.when->end ? 1 : 0;
        const std::optional<Label> label = label_of(line.tag, part.words);
        segments_.add(label, *part.when, where);
        if (label && !part.when->empty()) segments_.add_words(*label, *part.when, part.words);
      }
    }
  }

  /// Of the target child's lines what they say of crying, else what the speaker stands for.
  std::optional<Label> label_of(const std::string& code, std::string_view words) {
    const std::optional<Label> speaker = speakers_.label_of(code, segments_);
    if (speaker != Label::key_child) return speaker;
    const std::vector<std::string> sounds = chat_sounds(words);
    for (const std::string& sound : sounds) {
      const auto ours = options_.labels.find("&=" + sound);
      if (ours != options_.labels.end()) return ours->second;
    }
    const std::optional<Label> crying = chat_crying(sounds);
    if (!crying) return speaker;
    return segments_.label_of(*crying == Label::cry ? "&=cries" : "&=whines");
  }

  const std::string& name_;
  const AnnotationOptions& options_;
  Collector segments_;
  ChatSpeakers speakers_;
  std::string media_, date_, time_;
  bool is_chat_ = false;
  std::size_t untimed_ = 0, silent_ = 0, empty_ = 0;
};

}  // namespace

Annotations read_chat(std::istream& in, const std::string& name, const AnnotationOptions& options) {
  const std::string text = whole_text(in, name);
  ChatReader reader(name, options);
  for_each_chat_line(text, name, [&](const ChatLine& line) { reader.take(line); });
  Annotations annotations;
  annotations.sessions.push_back(reader.finish());
  return annotations;
}

const AnnotationFormat chat_format{
    .name = "chat",
    .endings = chat_endings,
    .title = "CHAT transcripts",
    .labels = chat_labels(),
    .notes =
        "Observed: from 0 to the last bullet. The cry track is there if a line of the target child says "
        "that it cries or whines. A speaker is asked for in --map by code, specific role or role, a sound of "
        "the target child as &=word. Words become the transcript. --tier chooses speakers by code.",
    .several_recordings = false,
    .has_tiers = true,
    .keeps_words = true,
    .keeps_confidence = false,
    .read = read_chat,
    .write = [](std::ostream& out, std::span<const Session> sessions) {
      for (const Session& session : sessions) write_chat(out, session);
    }};

}  // namespace lull
