#include "lull/response/metrics.hpp"

#include <algorithm>

namespace lull {
namespace {

void check_all(const MetricSettings& settings) {
  check(settings);
  const auto negative = [](Milliseconds window) { return window < Milliseconds{0}; };
  if (std::any_of(settings.w.begin(), settings.w.end(), negative)) {
    throw Error(Fault::usage, "w", "a response window below 0", "give seconds of 0 or more");
  }
}

}  // namespace

SessionMetrics measure(const Session& session, const MetricSettings& settings, const Lexicon* lexicon) {
  check_all(settings);
  const Evidence evidence = gather(session, tracks_of(session, settings), settings);
  const SoundBook sounds(session);
  SessionMetrics metrics;
  metrics.crying = measure_crying(evidence);
  metrics.response = measure_response(evidence);
  metrics.coregulation = measure_coregulation(evidence);
  metrics.consistency = measure_consistency(evidence);
  metrics.repair = measure_repair(evidence);
  metrics.attunement = measure_attunement(sounds, evidence);
  metrics.turns = measure_turns(evidence);
  metrics.acoustics = measure_acoustics(sounds, evidence);
  metrics.emotion_words = measure_emotion_words(session, evidence, lexicon);
  metrics.sensitivity = measure_sensitivity(session, evidence);
  metrics.episodes = episode_rows(session.recording.id, sounds, evidence);
  return metrics;
}

}  // namespace lull
