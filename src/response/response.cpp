#include "lull/response/response.hpp"

#include <algorithm>

#include "lull/response/survival.hpp"
#include "response/association.hpp"
#include "response/presence.hpp"

namespace lull {
namespace {

/// Whether an episode counts as answered within a window, and whether that is known.
using Judge = bool (*)(const Answer&, Milliseconds);

bool strict_within(const Answer& answer, Milliseconds window) { return answer.within(window); }
bool strict_known(const Answer& answer, Milliseconds window) { return answer.known_within(window); }
bool lenient_within(const Answer& answer, Milliseconds window) {
  return answer.concurrent || answer.within(window);
}
bool lenient_known(const Answer& answer, Milliseconds window) {
  return answer.concurrent || answer.known_within(window);
}
/// Episodes that were already over say nothing about crying at the end of the window.
bool crying_known(const Answer& answer, Milliseconds window) {
  return answer.within(window) || answer.episode.when.length() > window;
}

Proportion share(const Evidence& evidence, Milliseconds window, Judge within, Judge known) {
  std::int64_t k = 0, n = 0;
  for (const Answer& answer : evidence.answers) {
    k += within(answer, window) ? 1 : 0;
    n += known(answer, window) ? 1 : 0;
  }
  return proportion(evidence.unavailable_over_episodes(Needs::cry_and_adult), k, n, evidence.settings.min_n);
}

}  // namespace

Proportion strict_share(const Evidence& evidence, Milliseconds window) {
  return share(evidence, window, strict_within, strict_known);
}

LatencyMetrics measure_latency(const Evidence& evidence) {
  std::vector<Wait> waits;
  std::array<std::size_t, 3> by_cause{};
  for (const Answer& answer : evidence.answers) {
    if (answer.concurrent) continue;
    Wait wait{answer.episode.when.length(), answer.episode.calm_confirmed ? 2 : 0};
    if (answer.responded()) wait = {*answer.latency, 1};
    ++by_cause[static_cast<std::size_t>(wait.cause)];
    waits.push_back(wait);
  }
  LatencyMetrics metrics;
  metrics.responded = evidence.count(Needs::cry_and_adult, by_cause[1]);
  metrics.quiet_first = evidence.count(Needs::cry_and_adult, by_cause[2]);
  metrics.censored = evidence.count(Needs::cry_and_adult, by_cause[0]);
  metrics.n = evidence.count(Needs::cry_and_adult, waits.size()).value();

  const Reason missing = evidence.unavailable_over_episodes(Needs::cry_and_adult);
  if (missing != Reason::none) {
    metrics.median_s = metrics.q25_s = metrics.q75_s = missing;
    metrics.responded_by.assign(evidence.settings.w.size(), missing);
    return metrics;
  }
  const CumulativeIncidence incidence(std::move(waits));
  const int minimum = evidence.settings.min_events;
  metrics.median_s = incidence.first_quantile(0.5, minimum);
  metrics.q25_s = incidence.first_quantile(0.25, minimum);
  metrics.q75_s = incidence.first_quantile(0.75, minimum);
  for (const Milliseconds window : evidence.settings.w) {
    metrics.responded_by.push_back(incidence.first_by(window, minimum));
  }
  metrics.curve = incidence.curve();
  return metrics;
}

ResponseMetrics measure_response(const Evidence& evidence) {
  const auto& answers = evidence.answers;
  const auto number = [&](auto&& wanted) {
    return static_cast<std::size_t>(std::count_if(answers.begin(), answers.end(), wanted));
  };
  const std::size_t responded = number([](const Answer& answer) { return answer.responded(); });
  const std::size_t ignored = number([](const Answer& answer) {
    return answer.episode.calm_confirmed && !answer.responded() && !answer.concurrent;
  });
  Milliseconds unanswered{0};
  for (const Answer& answer : answers) unanswered += answer.cry_before_response;

  ResponseMetrics metrics;
  metrics.windows_s = evidence.settings.w;
  for (const Milliseconds window : evidence.settings.w) {
    metrics.strict.push_back(strict_share(evidence, window));
    metrics.lenient.push_back(share(evidence, window, lenient_within, lenient_known));
    metrics.still_crying.push_back(share(evidence, window, strict_within, crying_known));
    const Association association = measure_association(evidence, window);
    metrics.yule_q.push_back(association.yule_q);
    metrics.log_odds.push_back(association.log_odds);
  }
  constexpr Needs needs = Needs::cry_and_adult;
  metrics.concurrent = evidence.count(needs, number([](const Answer& answer) { return answer.concurrent; }));
  metrics.responded = evidence.count(needs, responded);
  metrics.latency = measure_latency(evidence);
  metrics.unresponsive_min_per_h = evidence.per_hour(needs, in_seconds(unanswered) / 60);
  metrics.ignored = evidence.count(needs, ignored);
  metrics.ignored_per_h = evidence.per_hour(needs, static_cast<double>(ignored));
  metrics.ignored_share =
      proportion(evidence.unavailable_over_episodes(needs), static_cast<std::int64_t>(ignored),
                 static_cast<std::int64_t>(responded + ignored), evidence.settings.min_n);
  metrics.chance = measure_chance(evidence);
  const Presence presence = measure_presence(evidence);
  metrics.adult_presence = presence.overall;
  metrics.adult_presence_while_crying = presence.while_crying;
  return metrics;
}

}  // namespace lull
