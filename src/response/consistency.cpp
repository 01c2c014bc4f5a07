#include "lull/response/consistency.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include "lull/core/clock.hpp"

namespace lull {
namespace {

constexpr Milliseconds known_at = std::chrono::seconds{30};
constexpr std::int64_t least_in_an_hour = 3;
constexpr std::size_t least_hours = 2;

std::vector<double> latencies_of(const Evidence& evidence) {
  std::vector<double> latencies;
  for (const Answer& answer : evidence.answers) {
    if (answer.responded() && !answer.concurrent) latencies.push_back(in_seconds(*answer.latency));
  }
  return latencies;
}

bool few(std::size_t number, int minimum, int least) {
  return number < static_cast<std::size_t>(std::max(minimum, least));
}

Number spread_of_logs(std::vector<double> latencies, int minimum) {
  if (few(latencies.size(), minimum, 2)) return Reason::too_few;
  for (double& each : latencies) each = std::log1p(each);
  const auto count = static_cast<double>(latencies.size());
  const double mean = std::accumulate(latencies.begin(), latencies.end(), 0.0) / count;
  double squares = 0;
  for (const double each : latencies) squares += (each - mean) * (each - mean);
  return std::sqrt(squares / (count - 1));
}

Number median_deviation(std::vector<double> latencies, int minimum) {
  if (few(latencies.size(), minimum, 1)) return Reason::too_few;
  const double middle = quantile(latencies, 0.5);
  for (double& each : latencies) each = std::abs(each - middle);
  return quantile(latencies, 0.5);
}

/// Classes of answers: by 5, 30, 60 s, later, none. Fixed, whatever the windows are.
Number response_entropy(const Evidence& evidence) {
  constexpr std::array<Milliseconds, 3> limits{Milliseconds{5000}, Milliseconds{30000}, Milliseconds{60000}};
  std::array<std::size_t, 5> classes{};
  for (const Answer& answer : evidence.answers) {
    if (answer.concurrent || (!answer.responded() && !answer.episode.calm_confirmed)) continue;
    const auto within =
        std::find_if(limits.begin(), limits.end(), [&](Milliseconds w) { return answer.within(w); });
    ++classes[answer.responded() ? static_cast<std::size_t>(within - limits.begin()) : 4];
  }
  const std::size_t number = std::accumulate(classes.begin(), classes.end(), std::size_t{0});
  if (few(number, evidence.settings.min_entropy, 1)) return Reason::too_few;
  const auto n = static_cast<double>(number);
  double bits = 0, occupied = 0;
  for (const std::size_t each : classes) {
    if (each == 0) continue;
    const double p = static_cast<double>(each) / n;
    bits -= p * std::log2(p);
    ++occupied;
  }
  // Small samples look too predictable; the correction of Miller and Madow.
  bits += (occupied - 1) / (2 * n * std::log(2.0));
  return std::clamp(bits / std::log2(5.0), 0.0, 1.0);
}

Number overdispersion(const Evidence& evidence) {
  struct Hour {
    std::int64_t known = 0, answered = 0;
  };
  const std::optional<Milliseconds> start = time_of_day(evidence.start_time);
  const auto hour_of = [&](Milliseconds at) {
    const Milliseconds time = start ? *start + at + paused_before(evidence.pauses, at) : at;
    return std::chrono::duration_cast<std::chrono::hours>(time).count();
  };
  std::map<std::int64_t, Hour> hours;
  for (const Answer& answer : evidence.answers) {
    if (!answer.known_within(known_at)) continue;
    Hour& hour = hours[hour_of(answer.episode.when.begin)];
    ++hour.known;
    hour.answered += answer.within(known_at) ? 1 : 0;
  }
  std::erase_if(hours, [](const auto& entry) { return entry.second.known < least_in_an_hour; });
  if (hours.size() < least_hours) return Reason::too_few;
  std::int64_t known = 0, answered = 0;
  for (const auto& [index, hour] : hours) {
    known += hour.known;
    answered += hour.answered;
  }
  if (answered == 0 || answered == known) return Reason::undefined;
  const double p = static_cast<double>(answered) / static_cast<double>(known);
  double sum = 0;
  for (const auto& [index, hour] : hours) {
    const double n = static_cast<double>(hour.known);
    const double away = static_cast<double>(hour.answered) - n * p;
    sum += away * away / (n * p * (1 - p));
  }
  return sum / static_cast<double>(hours.size() - 1);
}

}  // namespace

ConsistencyMetrics measure_consistency(const Evidence& evidence) {
  ConsistencyMetrics metrics;
  metrics.entropy_rate_bits = entropy_rate(evidence);
  const Reason missing = evidence.unavailable_over_episodes(Needs::cry_and_adult);
  if (missing != Reason::none) {
    metrics.latency_sd_log = metrics.latency_mad_s = metrics.response_entropy = metrics.overdispersion =
        missing;
    return metrics;
  }
  const std::vector<double> latencies = latencies_of(evidence);
  metrics.latency_sd_log = spread_of_logs(latencies, evidence.settings.min_sd);
  metrics.latency_mad_s = median_deviation(latencies, evidence.settings.min_sd);
  metrics.response_entropy = response_entropy(evidence);
  metrics.overdispersion = overdispersion(evidence);
  return metrics;
}

}  // namespace lull
