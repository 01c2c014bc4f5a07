#include "lull/pipeline/evaluate.hpp"

#include "lull/events/spans.hpp"
#include "pipeline/evaluate_task.hpp"

namespace lull {

Evaluation evaluate(std::span<const RecordingPair> pairs, const MetricSettings& settings,
                    const EvaluationOptions& options) {
  check(settings);
  check(options);
  const EvaluationTask task{pairs, settings, options, Grouping(pairs)};
  Evaluation evaluation;
  evaluation.settings = settings;
  evaluation.options = options;
  evaluation.recordings = static_cast<std::int64_t>(pairs.size());
  evaluation.groups = static_cast<std::int64_t>(task.grouping.groups);
  for (const RecordingPair& pair : pairs) evaluation.observed += total(pair.reference.observed);
  for (const Track track : all_tracks) evaluation.tracks.push_back(evaluate_track(task, track));
  evaluation.identification = evaluate_identification(task);
  evaluation.episodes = evaluate_episodes(task);
  return evaluation;
}

}  // namespace lull
