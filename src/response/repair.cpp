#include "lull/response/repair.hpp"

#include <algorithm>
#include <array>

#include "lull/response/survival.hpp"

namespace lull {
namespace {

/// The three waits of section 6, each over ruptures only.
void add_medians(const Evidence& evidence, const std::vector<Answer>& ruptures, RepairMetrics& metrics) {
  const Reason missing = evidence.unavailable_over_episodes(Needs::cry_and_adult);
  if (missing != Reason::none) {
    metrics.repair_delay_median_s = metrics.repair_time_median_s = metrics.rupture_to_quiet_median_s =
        missing;
    return;
  }
  const Milliseconds theta = evidence.settings.theta_r;
  std::vector<Wait> to_answer, answer_to_quiet, to_quiet;
  for (const Answer& answer : ruptures) {
    const int quiet = answer.episode.calm_confirmed ? 1 : 0;
    const Milliseconds late = answer.episode.when.length() - theta;
    to_quiet.push_back({late, quiet});
    if (answer.responded()) {
      to_answer.push_back({*answer.latency - theta, 1});
      answer_to_quiet.push_back({answer.coregulation(), quiet});
    } else {
      to_answer.push_back({late, quiet == 1 ? 2 : 0});
    }
  }
  const int minimum = evidence.settings.min_events;
  metrics.repair_delay_median_s = CumulativeIncidence(std::move(to_answer)).first_quantile(0.5, minimum);
  metrics.repair_time_median_s = Survival(std::move(answer_to_quiet)).time_to(0.5, minimum);
  metrics.rupture_to_quiet_median_s = Survival(std::move(to_quiet)).time_to(0.5, minimum);
}

Word majority(const Evidence& evidence, std::int64_t unrepaired, std::int64_t known) {
  const Reason missing = evidence.unavailable_over_episodes(Needs::cry_and_adult);
  if (missing != Reason::none) return missing;
  if (known < std::max(evidence.settings.min_ruptures, 1)) return Reason::too_few;
  const auto [low, high] = wilson(unrepaired, known);
  if (high < 0.5) return std::string_view("mostly_repaired");
  return std::string_view(low > 0.5 ? "mostly_unrepaired" : "undetermined");
}

}  // namespace

RepairMetrics measure_repair(const Evidence& evidence) {
  const MetricSettings& settings = evidence.settings;
  constexpr Needs needs = Needs::cry_and_adult;
  std::vector<Answer> ruptures;
  std::size_t long_episodes = 0;
  std::int64_t could_show = 0;
  std::array<std::size_t, 4> by_repair{};
  for (const Answer& answer : evidence.answers) {
    long_episodes += answer.is_long(settings.theta_r) ? 1 : 0;
    could_show += answer.rupture_unknown(settings.theta_r) ? 0 : 1;
    if (!answer.is_rupture(settings.theta_r)) continue;
    ++by_repair[static_cast<std::size_t>(repair_of(answer, settings.t_rep))];
    ruptures.push_back(answer);
  }
  const auto number = [&](Repair repair) { return by_repair[static_cast<std::size_t>(repair)]; };
  const auto repaired = static_cast<std::int64_t>(number(Repair::repaired));
  const auto unrepaired = static_cast<std::int64_t>(number(Repair::self_resolved) + number(Repair::failed));
  const Reason missing = evidence.unavailable_over_episodes(needs);

  RepairMetrics metrics;
  metrics.ruptures = evidence.count(needs, ruptures.size());
  metrics.ruptures_per_h = evidence.per_hour(needs, static_cast<double>(ruptures.size()));
  metrics.long_episodes = evidence.count(needs, long_episodes);
  metrics.rupture_share =
      proportion(missing, static_cast<std::int64_t>(ruptures.size()), could_show, settings.min_n);
  metrics.repaired = evidence.count(needs, number(Repair::repaired));
  metrics.self_resolved = evidence.count(needs, number(Repair::self_resolved));
  metrics.failed = evidence.count(needs, number(Repair::failed));
  metrics.unknown = evidence.count(needs, number(Repair::unknown));
  metrics.repair_share = proportion(missing, repaired, repaired + unrepaired, settings.min_n);
  metrics.majority = majority(evidence, unrepaired, repaired + unrepaired);
  add_medians(evidence, ruptures, metrics);
  return metrics;
}

}  // namespace lull
