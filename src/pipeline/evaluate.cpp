#include "lull/pipeline/evaluate.hpp"

#include <map>

#include "lull/events/spans.hpp"
#include "pipeline/evaluate_events.hpp"
#include "pipeline/evaluate_frames.hpp"
#include "pipeline/evaluate_groups.hpp"

namespace lull {
namespace {

constexpr Milliseconds short_frame{10}, long_frame{1000};

/// Which group each pair is in, numbered in the order of their first pairs.
struct Grouping {
  std::vector<std::size_t> of_pair;
  std::size_t groups = 0;

  explicit Grouping(std::span<const RecordingPair> pairs) {
    std::map<std::string_view, std::size_t> numbers;
    for (const RecordingPair& pair : pairs) {
      const auto [entry, is_new] = numbers.emplace(pair.group, groups);
      if (is_new) ++groups;
      of_pair.push_back(entry->second);
    }
  }
};

Reason missing_in(const RecordingPair& pair, Track track) {
  if (pair.reference.observed.empty()) return Reason::not_observed;
  const Reason reason = missing(pair.reference, track);
  return reason != Reason::none ? reason : missing(pair.hypothesis, track);
}

/// Counts of one kind, a group each, for the groups that have the track.
template <class Counts>
class Tally {
 public:
  explicit Tally(std::size_t groups) : groups_(groups) {}
  void add(std::size_t group, const Counts& counts) {
    if (!groups_[group]) groups_[group].emplace();
    *groups_[group] += counts;
    pooled_ += counts;
  }
  template <class ScoresOf>
  Scored<Counts> scored(const Resampling& resampling, Reason unavailable, ScoresOf&& scores_of) const {
    using Scores = decltype(scores_of(pooled_));
    if (unavailable != Reason::none) return {pooled_, absent<Scores>(unavailable)};
    std::vector<Counts> there;
    for (const auto& group : groups_) {
      if (group) there.push_back(*group);
    }
    return {pooled_, estimates(std::span<const Counts>(there), resampling, scores_of)};
  }

 private:
  std::vector<std::optional<Counts>> groups_;
  Counts pooled_;
};

/// Everything evaluated with: the same for each track.
struct Task {
  std::span<const RecordingPair> pairs;
  const MetricSettings& settings;
  const EvaluationOptions& options;
  Grouping grouping;
  Resampling resampling;
};

TrackEvaluation evaluate_track(const Task& task, Track track) {
  Tally<FrameCounts> frames_10ms(task.grouping.groups), frames_1s(task.grouping.groups);
  Tally<EventCounts> events(task.grouping.groups), onsets(task.grouping.groups);
  const EventRule both_ends{task.options.onset_collar, true, task.options.offset_share};
  const EventRule onset_only{task.options.dcase_collar, false, 0};
  TrackEvaluation evaluation;
  evaluation.track = track;
  evaluation.unavailable = Reason::not_observed;
  for (std::size_t i = 0; i < task.pairs.size(); ++i) {
    const auto& [reference, hypothesis, name] = task.pairs[i];
    if (const Reason reason = missing_in(task.pairs[i], track); reason != Reason::none) {
      if (evaluation.recordings == 0) evaluation.unavailable = std::max(evaluation.unavailable, reason);
      continue;
    }
    const std::vector<TimeSpan>& observed = reference.observed;
    const TrackPair spans{spans_of(reference, track, observed, task.settings.g_u),
                          spans_of(hypothesis, track, observed, task.settings.g_u)};
    const std::size_t group = task.grouping.of_pair[i];
    ++evaluation.recordings;
    evaluation.unavailable = Reason::none;
    frames_10ms.add(group, count_frames(spans, observed, short_frame, FrameRule::middle));
    frames_1s.add(group, count_frames(spans, observed, long_frame, FrameRule::any_part));
    events.add(group, count_events(spans, both_ends));
    onsets.add(group, count_events(spans, onset_only));
  }
  const Reason reason = evaluation.unavailable;
  evaluation.frames_10ms = frames_10ms.scored(task.resampling, reason, frame_scores);
  evaluation.frames_1s = frames_1s.scored(task.resampling, reason, frame_scores);
  evaluation.events = events.scored(task.resampling, reason, event_scores);
  evaluation.onsets = onsets.scored(task.resampling, reason, event_scores);
  return evaluation;
}

}  // namespace

Evaluation evaluate(std::span<const RecordingPair> pairs, const MetricSettings& settings,
                    const EvaluationOptions& options) {
  check(settings);
  check(options);
  const Task task{pairs, settings, options, Grouping(pairs), {settings.b, settings.seed}};
  Evaluation evaluation;
  evaluation.settings = settings;
  evaluation.options = options;
  evaluation.recordings = static_cast<std::int64_t>(pairs.size());
  evaluation.groups = static_cast<std::int64_t>(task.grouping.groups);
  for (const RecordingPair& pair : pairs) evaluation.observed += total(pair.reference.observed);
  for (const Track track : all_tracks) evaluation.tracks.push_back(evaluate_track(task, track));
  return evaluation;
}

}  // namespace lull
