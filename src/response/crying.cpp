#include "lull/response/crying.hpp"

#include <algorithm>
#include <numeric>

#include "lull/events/spans.hpp"

namespace lull {
namespace {

/// A day is extrapolated only from at least half of one.
constexpr Milliseconds least_for_a_day = std::chrono::hours{12};

EpisodeLengths lengths_of(const Evidence& evidence) {
  if (const Reason reason = evidence.unavailable_over_episodes(Needs::cry); reason != Reason::none) {
    return {reason, reason, reason, reason};
  }
  std::vector<double> lengths;
  for (const Answer& answer : evidence.answers) lengths.push_back(in_seconds(answer.episode.when.length()));
  const double sum = std::accumulate(lengths.begin(), lengths.end(), 0.0);
  return {sum / static_cast<double>(lengths.size()), quantile(lengths, 0.5), quantile(lengths, 0.9),
          *std::max_element(lengths.begin(), lengths.end())};
}

Number cry_fraction(const Evidence& evidence) {
  if (const Reason reason = evidence.unavailable(Needs::cry); reason != Reason::none) return reason;
  if (evidence.episodes.empty()) return Reason::no_episodes;
  Milliseconds cry{0}, whole{0};
  for (const Episode& episode : evidence.episodes) {
    cry += episode.cry;
    whole += episode.when.length();
  }
  return in_seconds(cry) / in_seconds(whole);
}

Number minutes_per_24h(const Evidence& evidence, const Number& minutes_per_hour) {
  if (!minutes_per_hour.has_value()) return minutes_per_hour;
  if (evidence.observed < least_for_a_day) return Reason::too_few;
  return 24 * *minutes_per_hour;
}

}  // namespace

CryingMetrics measure_crying(const Evidence& evidence) {
  Milliseconds cry{0}, labelled{0};
  std::size_t units = 0;
  for (const StretchTracks& each : evidence.stretches) {
    units += each.cry.size();
    cry += total(each.cry);
    labelled += total(each.cry_labelled);
  }
  const std::size_t bouts = find_bouts(evidence.stretches, evidence.settings).size();
  const auto& episodes = evidence.episodes;
  const auto left =
      std::count_if(episodes.begin(), episodes.end(), [](const Episode& e) { return e.left_censored; });
  const auto right =
      std::count_if(episodes.begin(), episodes.end(), [](const Episode& e) { return !e.calm_confirmed; });
  const auto seconds = [&](Milliseconds time) -> Number {
    const Reason reason = evidence.unavailable(Needs::cry);
    return reason == Reason::none ? Number(in_seconds(time)) : Number(reason);
  };

  CryingMetrics metrics;
  metrics.units = evidence.count(Needs::cry, units);
  metrics.bouts = evidence.count(Needs::cry, bouts);
  metrics.episodes = evidence.count(Needs::cry, episodes.size());
  metrics.left_censored = evidence.count(Needs::cry, static_cast<std::size_t>(left));
  metrics.right_censored = evidence.count(Needs::cry, static_cast<std::size_t>(right));
  metrics.seconds = seconds(cry);
  metrics.cry_seconds = seconds(labelled);
  metrics.fuss_seconds = seconds(cry - labelled);
  metrics.cry_fraction = cry_fraction(evidence);
  metrics.minutes_per_hour = evidence.per_hour(Needs::cry, in_seconds(cry) / 60);
  metrics.minutes_per_24h = minutes_per_24h(evidence, metrics.minutes_per_hour);
  metrics.episodes_per_hour = evidence.per_hour(Needs::cry, static_cast<double>(episodes.size()));
  metrics.bouts_per_hour = evidence.per_hour(Needs::cry, static_cast<double>(bouts));
  metrics.episode_s = lengths_of(evidence);
  return metrics;
}

}  // namespace lull
