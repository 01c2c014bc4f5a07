#include "pipeline/evaluate_episodes.hpp"
#include "pipeline/evaluate_task.hpp"

namespace lull {
namespace {

void append(const std::vector<double>& from, std::vector<double>& to) {
  to.insert(to.end(), from.begin(), from.end());
}

void append(const Waits& from, Waits& to) {
  to.total.insert(to.total.end(), from.total.begin(), from.total.end());
  to.coregulation.insert(to.coregulation.end(), from.coregulation.begin(), from.coregulation.end());
  to.answered.insert(to.answered.end(), from.answered.begin(), from.answered.end());
}

Number median(const std::vector<double>& values, Reason unavailable) {
  if (unavailable != Reason::none) return unavailable;
  if (values.empty()) return Reason::too_few;
  return quantile(values, 0.5);
}

/// Everything that is counted of episodes.
struct EpisodeTally {
  Tally<EventCounts> matching;
  Tally<TimeErrors> duration, latency;
  Tally<Confusion<2>> response, rupture;
  Tally<Confusion<5>> outcome;
  std::vector<double> duration_off_s, latency_off_s;
  Waits reference, hypothesis;
  std::int64_t rupture_unknown = 0;

  explicit EpisodeTally(std::size_t groups)
      : matching(groups),
        duration(groups),
        latency(groups),
        response(groups),
        rupture(groups),
        outcome(groups) {}

  void add(std::size_t group, const EpisodeComparison& one) {
    matching.add(group, one.matching);
    duration.add(group, one.duration);
    append(one.duration_off_s, duration_off_s);
    append(one.reference, reference);
    append(one.hypothesis, hypothesis);
    if (!one.adults) return;
    latency.add(group, one.latency);
    append(one.latency_off_s, latency_off_s);
    response.add(group, one.response);
    outcome.add(group, one.outcome);
    rupture.add(group, one.rupture);
    rupture_unknown += one.rupture_unknown;
  }
};

CurveDifference curves(const std::vector<Wait>& reference, const std::vector<Wait>& hypothesis,
                       bool incidence, const MetricSettings& settings, Reason unavailable) {
  if (unavailable != Reason::none) return {unavailable, unavailable};
  return curve_difference(reference, hypothesis, incidence, settings.tau, settings.min_events);
}

}  // namespace

EpisodeEvaluation evaluate_episodes(const EvaluationTask& task) {
  EpisodeTally tally(task.grouping.groups);
  Availability cry, adult;
  for (std::size_t i = 0; i < task.pairs.size(); ++i) {
    const auto& [reference, hypothesis, group] = task.pairs[i];
    Reason reason = reference.observed.empty() ? Reason::not_observed : Reason::none;
    if (reason == Reason::none && !(reference.tracks.cry && hypothesis.tracks.cry))
      reason = Reason::no_cry_track;
    const bool compared = cry.add(reason);
    const bool adults = reference.tracks.adult && hypothesis.tracks.adult;
    adult.add(compared && !adults ? Reason::no_adult_track : reason);
    if (!compared) continue;
    tally.add(task.grouping.of_pair[i],
              compare_episodes(task.pairs[i], task.settings, task.options.least_iou));
  }
  const Resampling draws = task.resampling();
  const Reason no_cry = cry.reason(), no_adult = adult.reason();
  EpisodeEvaluation found;
  found.recordings = cry.recordings();
  found.recordings_with_adults = adult.recordings();
  found.matching = tally.matching.scored(draws, no_cry, episode_scores);
  found.duration = tally.duration.scored(draws, no_cry, time_scores);
  found.duration_median_abs_s = median(tally.duration_off_s, no_cry);
  found.latency = tally.latency.scored(draws, no_adult, time_scores);
  found.latency_median_abs_s = median(tally.latency_off_s, no_adult);
  found.response = tally.response.scored(draws, no_adult, response_scores);
  found.outcome = tally.outcome.scored(draws, no_adult, outcome_scores);
  found.rupture = tally.rupture.scored(draws, no_adult, rupture_scores);
  found.rupture_unknown = tally.rupture_unknown;
  const Waits &a = tally.reference, &b = tally.hypothesis;
  found.total = curves(a.total, b.total, false, task.settings, no_cry);
  found.coregulation = curves(a.coregulation, b.coregulation, false, task.settings, no_adult);
  found.answered = curves(a.answered, b.answered, true, task.settings, no_adult);
  return found;
}

}  // namespace lull
