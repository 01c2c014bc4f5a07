#include "lull/response/coregulation.hpp"

#include <algorithm>

#include "lull/response/survival.hpp"

namespace lull {
namespace {

/// Writes the part that both curves share; a curve only where the tracks are.
template <class Metrics>
void describe(const Survival& survival, const Evidence& evidence, Needs needs, Metrics& metrics) {
  metrics.n = evidence.count(needs, static_cast<std::size_t>(survival.count())).value();
  metrics.events = evidence.count(needs, static_cast<std::size_t>(survival.events()));
  const Reason missing = evidence.unavailable_over_episodes(needs);
  if (missing != Reason::none) {
    metrics.median_s = metrics.q25_s = metrics.q75_s = metrics.rmst_s = metrics.rmst_to_s = missing;
    return;
  }
  const int minimum = evidence.settings.min_events;
  metrics.median_s = survival.time_to(0.5, minimum);
  metrics.q25_s = survival.time_to(0.75, minimum);
  metrics.q75_s = survival.time_to(0.25, minimum);
  metrics.rmst_s = survival.restricted_mean(evidence.settings.tau, minimum);
  metrics.rmst_to_s = survival.restricted_to(evidence.settings.tau, minimum);
  metrics.curve = survival.curve();
}

TotalMetrics total_of(const Evidence& evidence) {
  const Survival survival = total_survival(evidence);
  TotalMetrics metrics;
  describe(survival, evidence, Needs::cry, metrics);
  const Reason missing = evidence.unavailable_over_episodes(Needs::cry);
  const auto quiet_within = [&](Milliseconds time) {
    return missing == Reason::none ? survival.ended_by(time, evidence.settings.min_events) : Number(missing);
  };
  metrics.quiet_within_60 = quiet_within(std::chrono::seconds{60});
  metrics.quiet_within_180 = quiet_within(std::chrono::seconds{180});
  return metrics;
}

std::int64_t number_of(const Evidence& evidence, Outcome outcome) {
  return std::count_if(evidence.answers.begin(), evidence.answers.end(),
                       [&](const Answer& answer) { return outcome_of(answer) == outcome; });
}

/// Of the episodes whose quiet is confirmed.
Proportion share_of(const Evidence& evidence, Outcome outcome) {
  const auto all = static_cast<std::int64_t>(evidence.answers.size());
  return proportion(evidence.unavailable_over_episodes(Needs::cry_and_adult), number_of(evidence, outcome),
                    all - number_of(evidence, Outcome::unresolved), evidence.settings.min_n);
}

}  // namespace

Survival total_survival(const Evidence& evidence) {
  std::vector<Wait> waits;
  for (const Answer& answer : evidence.answers) {
    waits.push_back({answer.episode.when.length(), answer.episode.calm_confirmed ? 1 : 0});
  }
  return Survival(std::move(waits));
}

Proportion soothed_share(const Evidence& evidence) { return share_of(evidence, Outcome::soothed); }

Proportion self_quiet_share(const Evidence& evidence) { return share_of(evidence, Outcome::self_quiet); }

CoregulationMetrics measure_coregulation(const Evidence& evidence) {
  std::vector<Wait> waits;
  for (const Answer& answer : evidence.answers) {
    if (answer.responded()) waits.push_back({answer.coregulation(), answer.episode.calm_confirmed ? 1 : 0});
  }
  CoregulationMetrics metrics;
  describe(Survival(std::move(waits)), evidence, Needs::cry_and_adult, metrics);
  metrics.total = total_of(evidence);
  const auto count = [&](Outcome outcome) {
    return evidence.count(Needs::cry_and_adult, static_cast<std::size_t>(number_of(evidence, outcome)));
  };
  metrics.outcomes = {count(Outcome::soothed), count(Outcome::quiet_unattended),
                      count(Outcome::quiet_concurrent), count(Outcome::self_quiet),
                      count(Outcome::unresolved)};
  metrics.soothed_proportion = soothed_share(evidence);
  metrics.self_regulation_index = self_quiet_share(evidence);
  return metrics;
}

}  // namespace lull
