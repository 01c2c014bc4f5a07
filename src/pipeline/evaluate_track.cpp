#include "lull/events/spans.hpp"
#include "pipeline/evaluate_amounts.hpp"
#include "pipeline/evaluate_confidence.hpp"
#include "pipeline/evaluate_detection.hpp"
#include "pipeline/evaluate_events.hpp"
#include "pipeline/evaluate_frames.hpp"
#include "pipeline/evaluate_task.hpp"

namespace lull {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds short_frame = 10ms, long_frame = 1s;

/// The lengths of intervals in which amounts are compared.
struct Length {
  std::string_view name;
  Milliseconds length;
};
constexpr std::array<Length, 3> lengths{{{"5min", 5min}, {"hour", 1h}, {"day", 24h}}};

Reason missing_in(const RecordingPair& pair, Track track) {
  if (pair.reference.observed.empty()) return Reason::not_observed;
  const Reason reason = missing(pair.reference, track);
  return reason != Reason::none ? reason : missing(pair.hypothesis, track);
}

/// Amounts in intervals of one length: sums by group, and all of them for their ranks.
struct AmountTally {
  Length length;
  Tally<AmountSums> sums;
  std::vector<Amount> all;

  void add(std::size_t group, const TrackPair& spans, std::span<const TimeSpan> observed) {
    const std::vector<Amount> amounts = amounts_of(spans, observed, length.length);
    sums.add(group, sums_of(amounts));
    all.insert(all.end(), amounts.begin(), amounts.end());
  }
  AmountEvaluation evaluation(const Resampling& resampling, Reason unavailable) const {
    AmountEvaluation found{length.name, length.length, sums.scored(resampling, unavailable, amount_scores)};
    const Number ranks = unavailable == Reason::none ? rank_agreement(all) : Number(unavailable);
    // Ranks of one group are not those of all: neither an interval nor a mean over groups.
    const Estimate spearman{"spearman", ranks, std::nullopt, Reason::not_measurable, 0};
    found.sums.scores.insert(found.sums.scores.begin() + 1, spearman);
    return found;
  }
};

/// The confidences of one track in all recordings, as long as every segment has one.
struct ConfidenceTally {
  TimeByConfidence times;
  double reference_ms = 0;
  bool all_have = true;

  void add(const RecordingPair& pair, Track track, const TrackPair& spans) {
    all_have = all_have && add_confident_time(pair.hypothesis, labels_of(track), spans.reference,
                                              pair.reference.observed, times);
    reference_ms += static_cast<double>(total(spans.reference).count());
  }
  Number value(Reason unavailable) const {
    if (unavailable != Reason::none) return unavailable;
    if (!all_have || times.empty()) return Reason::not_measurable;
    return average_precision(times, reference_ms);
  }
};

/// Everything that is counted of one track.
struct TrackTally {
  Tally<FrameCounts> frames_10ms, frames_1s;
  Tally<EventCounts> events, onsets;
  Tally<DetectionTimes> detection;
  std::vector<AmountTally> amounts;
  ConfidenceTally confidence;

  explicit TrackTally(std::size_t groups)
      : frames_10ms(groups), frames_1s(groups), events(groups), onsets(groups), detection(groups) {
    for (const Length& length : lengths) amounts.push_back({length, Tally<AmountSums>(groups), {}});
  }

  void add(std::size_t group, const RecordingPair& pair, Track track, const EvaluationTask& task) {
    const std::vector<TimeSpan>& observed = pair.reference.observed;
    const EvaluationOptions& options = task.options;
    const TrackPair spans{spans_of(pair.reference, labels_of(track), observed, task.settings.g_u),
                          spans_of(pair.hypothesis, labels_of(track), observed, task.settings.g_u)};
    frames_10ms.add(group, count_frames(spans, observed, short_frame, FrameRule::middle));
    frames_1s.add(group, count_frames(spans, observed, long_frame, FrameRule::any_part));
    events.add(group, count_events(spans, {options.onset_collar, true, options.offset_share}));
    onsets.add(group, count_events(spans, {options.dcase_collar, false, 0}));
    detection.add(group, detection_times(spans, observed, options.collar));
    for (AmountTally& each : amounts) each.add(group, spans, observed);
    confidence.add(pair, track, spans);
  }
};

}  // namespace

TrackEvaluation evaluate_track(const EvaluationTask& task, Track track) {
  TrackTally tally(task.grouping.groups);
  Availability availability;
  for (std::size_t i = 0; i < task.pairs.size(); ++i) {
    if (availability.add(missing_in(task.pairs[i], track))) {
      tally.add(task.grouping.of_pair[i], task.pairs[i], track, task);
    }
  }
  const Resampling resampling = task.resampling();
  const Reason reason = availability.reason();
  TrackEvaluation evaluation;
  evaluation.track = track;
  evaluation.unavailable = reason;
  evaluation.recordings = availability.recordings();
  evaluation.frames_10ms = tally.frames_10ms.scored(resampling, reason, frame_scores);
  evaluation.frames_1s = tally.frames_1s.scored(resampling, reason, frame_scores);
  evaluation.frames_10ms.counts.frame = short_frame;
  evaluation.frames_1s.counts.frame = long_frame;
  evaluation.pr_auc = tally.confidence.value(reason);
  evaluation.events = tally.events.scored(resampling, reason, event_scores);
  evaluation.onsets = tally.onsets.scored(resampling, reason, event_scores);
  evaluation.detection = tally.detection.scored(resampling, reason, detection_scores);
  for (const AmountTally& each : tally.amounts) {
    evaluation.amounts.push_back(each.evaluation(resampling, reason));
  }
  return evaluation;
}

Scored<IdentificationTimes> evaluate_identification(const EvaluationTask& task) {
  Tally<IdentificationTimes> times(task.grouping.groups);
  Availability availability;
  for (std::size_t i = 0; i < task.pairs.size(); ++i) {
    const bool observed = !task.pairs[i].reference.observed.empty();
    if (!availability.add(observed ? Reason::none : Reason::not_observed)) continue;
    times.add(task.grouping.of_pair[i],
              identification_times(task.pairs[i], task.settings.g_u, task.options.collar));
  }
  return times.scored(task.resampling(), availability.reason(), identification_scores);
}

}  // namespace lull
