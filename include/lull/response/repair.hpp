#pragma once
#include "lull/response/evidence.hpp"

namespace lull {

/// Rupture and repair, an audio analogue. Source: metrics.md, section 6.
struct RepairMetrics {
  Count ruptures;
  Number ruptures_per_h;
  Count long_episodes;
  Proportion rupture_share;
  Count repaired, self_resolved, failed, unknown;
  Proportion repair_share;
  Number repair_delay_median_s, repair_time_median_s, rupture_to_quiet_median_s;
  Word majority;

  static constexpr auto fields() {
    using R = RepairMetrics;
    return std::tuple{
        field("ruptures", &R::ruptures, "", "long crying without an answer in time"),
        field("ruptures_per_h", &R::ruptures_per_h, "1/h", "the same an observed hour"),
        field("long_episodes", &R::long_episodes, "", "longer than the threshold, not concurrent"),
        field("rupture_share", &R::rupture_share, "", "ruptures of the episodes that could show it"),
        field("repaired", &R::repaired, "", "late answer, attended, quiet soon"),
        field("self_resolved", &R::self_resolved, "", "quiet without an answer"),
        field("failed", &R::failed, "", "answered, but not repaired"),
        field("unknown", &R::unknown, "", "quiet not confirmed"),
        field("repair_share", &R::repair_share, "", "repaired of the known ruptures"),
        field("repair_delay_median_s", &R::repair_delay_median_s, "s", "from the threshold to the answer"),
        field("repair_time_median_s", &R::repair_time_median_s, "s", "from the late answer to quiet"),
        field("rupture_to_quiet_median_s", &R::rupture_to_quiet_median_s, "s", "from the threshold to quiet"),
        field("majority", &R::majority, "", "whether most are repaired, if that can be told")};
  }
};

RepairMetrics measure_repair(const Evidence& evidence);

}  // namespace lull
