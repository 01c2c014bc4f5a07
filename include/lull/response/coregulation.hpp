#pragma once
#include <array>
#include <optional>
#include <vector>

#include "lull/response/evidence.hpp"

namespace lull {

class Survival;

/// Time to quiet, from the start of every episode.
struct TotalMetrics {
  PlainCount n;
  Count events;
  Number median_s, q25_s, q75_s, rmst_s, rmst_to_s;
  std::vector<std::array<std::optional<double>, 4>> curve;  ///< [t, S, lo, hi]
  Number quiet_within_60, quiet_within_180;

  static constexpr auto fields() {
    using T = TotalMetrics;
    return std::tuple{field("n", &T::n, "", "episodes"),
                      field("events", &T::events, "", "quiet confirmed"),
                      field("median_s", &T::median_s, "s", "time by which half are quiet"),
                      field("q25_s", &T::q25_s, "s", "time by which a quarter is quiet"),
                      field("q75_s", &T::q75_s, "s", "time by which three quarters are quiet"),
                      field("rmst_s", &T::rmst_s, "s", "restricted mean"),
                      field("rmst_to_s", &T::rmst_to_s, "s", "up to here"),
                      field("curve", &T::curve, "", "time, share still crying, its interval"),
                      field("quiet_within_60", &T::quiet_within_60, "", "share quiet within 60 s"),
                      field("quiet_within_180", &T::quiet_within_180, "", "share quiet within 180 s")};
  }
};

struct OutcomeCounts {
  Count soothed, quiet_unattended, quiet_concurrent, self_quiet, unresolved;

  static constexpr auto fields() {
    using O = OutcomeCounts;
    return std::tuple{
        field("soothed", &O::soothed, "", "quiet with an adult still vocal near the end"),
        field("quiet_unattended", &O::quiet_unattended, "", "answered, but not near the end"),
        field("quiet_concurrent", &O::quiet_concurrent, "", "an adult was speaking, nothing new began"),
        field("self_quiet", &O::self_quiet, "", "quiet without vocal response"),
        field("unresolved", &O::unresolved, "", "quiet not confirmed")};
  }
};

/// From response to quiet. Source: metrics.md, section 5; soothing regardless of promptness after Woodhouse
/// et al. 2020.
struct CoregulationMetrics {
  PlainCount n;
  Count events;
  Number median_s, q25_s, q75_s, rmst_s, rmst_to_s;
  std::vector<std::array<std::optional<double>, 4>> curve;  ///< [t, S, lo, hi]
  TotalMetrics total;
  OutcomeCounts outcomes;
  Proportion soothed_proportion, self_regulation_index;

  static constexpr auto fields() {
    using C = CoregulationMetrics;
    return std::tuple{
        field("n", &C::n, "", "episodes with a response"),
        field("events", &C::events, "", "quiet confirmed"),
        field("median_s", &C::median_s, "s", "time by which half are quiet"),
        field("q25_s", &C::q25_s, "s", "time by which a quarter is quiet"),
        field("q75_s", &C::q75_s, "s", "time by which three quarters are quiet"),
        field("rmst_s", &C::rmst_s, "s", "restricted mean"),
        field("rmst_to_s", &C::rmst_to_s, "s", "up to here"),
        field("curve", &C::curve, "", "time, share still crying, its interval"),
        field("total", &C::total, "", "from the start of the episode"),
        field("outcomes", &C::outcomes, "", "how episodes ended"),
        field("soothed_proportion", &C::soothed_proportion, "", "soothed of confirmed"),
        field("self_regulation_index", &C::self_regulation_index, "", "self-quiet of confirmed")};
  }
};

CoregulationMetrics measure_coregulation(const Evidence& evidence);

/// Kaplan-Meier of u - t0 over all of E.
Survival total_survival(const Evidence& evidence);

/// Soothed, and quiet by themselves, of the episodes whose quiet is confirmed.
Proportion soothed_share(const Evidence& evidence);
Proportion self_quiet_share(const Evidence& evidence);

}  // namespace lull
