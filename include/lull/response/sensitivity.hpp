#pragma once
#include <string>
#include <vector>

#include "lull/response/evidence.hpp"

namespace lull {

/// One row of a table: the setting's value as text, and what it gives.
template <class T>
struct Keyed {
  std::string key;
  T value;
};

/// What changes with `theta_r`.
struct RuptureSensitivity {
  Count ruptures;
  Proportion rupture_share, repair_share;

  static constexpr auto fields() {
    using R = RuptureSensitivity;
    return std::tuple{field("ruptures", &R::ruptures, "", "ruptures"),
                      field("rupture_share", &R::rupture_share, "", "of the episodes that could show it"),
                      field("repair_share", &R::repair_share, "", "repaired of the known ruptures")};
  }
};

/// What changes with `t_calm`.
struct CalmSensitivity {
  Count episodes;
  std::vector<Proportion> strict;
  Proportion soothed_proportion, self_regulation_index;
  Number total_median_s;
  Count ruptures;
  Proportion rupture_share, repair_share;

  static constexpr auto fields() {
    using C = CalmSensitivity;
    return std::tuple{
        field("episodes", &C::episodes, "", "episodes"),
        field("strict", &C::strict, "", "answered within each window"),
        field("soothed_proportion", &C::soothed_proportion, "", "soothed of confirmed"),
        field("self_regulation_index", &C::self_regulation_index, "", "self-quiet of confirmed"),
        field("total_median_s", &C::total_median_s, "s", "time by which half are quiet"),
        field("ruptures", &C::ruptures, "", "ruptures"),
        field("rupture_share", &C::rupture_share, "", "of the episodes that could show it"),
        field("repair_share", &C::repair_share, "", "repaired of the known ruptures")};
  }
};

/// The choices that matter most, made otherwise; all other settings as they are. Source: metrics.md,
/// section 10.
struct SensitivityMetrics {
  std::vector<Keyed<CalmSensitivity>> t_calm_s;      ///< 10, 30, 60 s
  std::vector<Keyed<RuptureSensitivity>> rupture_s;  ///< theta_r of 30, 60, 120 s

  static constexpr auto fields() {
    using S = SensitivityMetrics;
    return std::tuple{field("t_calm_s", &S::t_calm_s, "s", "with another confirmed quiet"),
                      field("rupture_s", &S::rupture_s, "s", "with another rupture threshold")};
  }
};

SensitivityMetrics measure_sensitivity(const Session& session, const Evidence& evidence);

}  // namespace lull
