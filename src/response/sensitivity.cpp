#include "lull/response/sensitivity.hpp"

#include <array>

#include "lull/response/coregulation.hpp"
#include "lull/response/repair.hpp"
#include "lull/response/response.hpp"
#include "lull/response/survival.hpp"

namespace lull {
namespace {

constexpr std::array<std::chrono::seconds, 3> calm_times{std::chrono::seconds{10}, std::chrono::seconds{30},
                                                         std::chrono::seconds{60}};
constexpr std::array<std::chrono::seconds, 3> rupture_times{
    std::chrono::seconds{30}, std::chrono::seconds{60}, std::chrono::seconds{120}};

CalmSensitivity with_calm(const Session& session, const Evidence& evidence, Milliseconds t_calm) {
  MetricSettings settings = evidence.settings;
  settings.t_calm = t_calm;
  const Evidence other = gather(session, evidence.stretches, settings);
  CalmSensitivity row;
  row.episodes = other.count(Needs::cry, other.episodes.size());
  for (const Milliseconds window : settings.w) row.strict.push_back(strict_share(other, window));
  row.soothed_proportion = soothed_share(other);
  row.self_regulation_index = self_quiet_share(other);
  const Reason missing = other.unavailable_over_episodes(Needs::cry);
  row.total_median_s =
      missing == Reason::none ? total_survival(other).time_to(0.5, settings.min_events) : Number(missing);
  const RepairMetrics repair = measure_repair(other);
  row.ruptures = repair.ruptures;
  row.rupture_share = repair.rupture_share;
  row.repair_share = repair.repair_share;
  return row;
}

RuptureSensitivity with_threshold(Evidence evidence, Milliseconds theta_r) {
  evidence.settings.theta_r = theta_r;
  const RepairMetrics repair = measure_repair(evidence);
  return {repair.ruptures, repair.rupture_share, repair.repair_share};
}

}  // namespace

SensitivityMetrics measure_sensitivity(const Session& session, const Evidence& evidence) {
  SensitivityMetrics metrics;
  for (const auto time : calm_times) {
    metrics.t_calm_s.push_back({std::to_string(time.count()), with_calm(session, evidence, time)});
  }
  for (const auto time : rupture_times) {
    metrics.rupture_s.push_back({std::to_string(time.count()), with_threshold(evidence, time)});
  }
  return metrics;
}

}  // namespace lull
