#include "lull/response/emotion_words.hpp"

#include <algorithm>

#include "lull/events/spans.hpp"

namespace lull {
namespace {

constexpr Milliseconds after_the_cry = std::chrono::seconds{60};

/// Where a word counts, of all episodes together.
std::vector<TimeSpan> windows_of(const Evidence& evidence) {
  std::vector<TimeSpan> windows;
  for (const Answer& answer : evidence.answers) {
    const Episode& episode = answer.episode;
    windows.push_back({episode.when.begin, std::min(episode.when.end + after_the_cry, episode.stretch_end)});
  }
  return joined(std::move(windows));
}

std::size_t responses(const Evidence& evidence) {
  return static_cast<std::size_t>(std::count_if(evidence.answers.begin(), evidence.answers.end(),
                                                [](const Answer& each) { return each.responded(); }));
}

/// A transcript of marks alone (xxx, &=laughs) was made by somebody who wrote no words down; an empty one
/// says that nobody spoke.
bool tells_words(const std::vector<Utterance>& transcript) {
  return transcript.empty() || std::any_of(transcript.begin(), transcript.end(), [](const Utterance& each) {
           return understood_words(each.text) > 0;
         });
}

}  // namespace

EmotionWordMetrics measure_emotion_words(const Session& session, const Evidence& evidence,
                                         const Lexicon* lexicon) {
  if (!session.transcript || !tells_words(*session.transcript)) return {};
  if (lexicon == nullptr) return {Reason::not_measurable, Reason::not_measurable};
  EmotionWordMetrics metrics{Reason::undefined, lexicon->name()};
  if (const Reason reason = evidence.unavailable_over_episodes(Needs::cry_and_adult);
      reason != Reason::none) {
    metrics.per_response = reason;
    return metrics;
  }
  const std::vector<TimeSpan> windows = windows_of(evidence);
  std::size_t hits = 0;
  for (const Utterance& each : *session.transcript) {
    const bool counts = is_adult(each.speaker) && total_within(windows, each.when) > Milliseconds{0};
    if (counts) hits += lexicon->hits(each.text);
  }
  if (const std::size_t answered = responses(evidence); answered > 0) {
    metrics.per_response = static_cast<double>(hits) / static_cast<double>(answered);
  }
  return metrics;
}

}  // namespace lull
