#include "lull/labels/losses.hpp"

#include <algorithm>
#include <cstddef>

#include "labels/said_at.hpp"
#include "lull/events/spans.hpp"

namespace lull {
namespace {

/// Utterances that stand where no event of their speaker does: only those can be written with their segment.
std::size_t apart_from_events(const Session& session) {
  if (!session.transcript) return 0;
  std::size_t written = 0;
  const SaidAt said(session);
  for (const Event& event : session.events) written += said.words(event).empty() ? 0 : 1;
  const auto with_words = [](const Utterance& each) { return !each.text.empty(); };
  const auto all = static_cast<std::size_t>(
      std::count_if(session.transcript->begin(), session.transcript->end(), with_words));
  return all - std::min(all, written);
}

/// Whether what was observed is anything but the time from 0 to the last segment, as readers take it.
bool observed_otherwise(const Session& session) {
  Milliseconds last{0};
  for (const Event& event : session.events) last = std::max(last, event.when.end);
  return session.observed != joined({{Milliseconds{0}, last}});
}

void say(std::vector<std::string>& all, std::size_t count, const std::string& what, const std::string& one,
         const std::string& several) {
  if (count > 0) all.push_back(what + std::to_string(count) + (count == 1 ? one : several));
}

}  // namespace

std::vector<std::string> losses(const AnnotationFormat& format, std::span<const Session> sessions) {
  std::size_t confidences = 0, words = 0, clocks = 0, ranges = 0, silent = 0;
  for (const Session& session : sessions) {
    confidences += static_cast<std::size_t>(
        std::count_if(session.events.begin(), session.events.end(),
                      [](const Event& each) { return each.confidence.has_value(); }));
    const std::size_t said = session.transcript ? session.transcript->size() : 0;
    words += format.keeps_words ? apart_from_events(session) : said;
    clocks += session.recording.start_time ? 1 : 0;
    const bool kept = format.keeps_observed && !session.observed.empty();
    ranges += !kept && observed_otherwise(session) ? 1 : 0;
    silent += session.events.empty() ? 1 : 0;
  }
  std::vector<std::string> all;
  if (!format.keeps_confidence) say(all, confidences, "the confidence of ", " segment", " segments");
  say(all, words, "the words of ", " utterance", " utterances");
  say(all, clocks, "the clock time of ", " recording", " recordings");
  say(all, ranges, "what was observed of ", " recording (give it with --uem)",
      " recordings (give it with --uem)");
  if (format.several_recordings) {
    say(all, silent, "", " recording without a segment", " recordings without a segment");
  }
  return all;
}

}  // namespace lull
