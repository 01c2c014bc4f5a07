#pragma once
#include "lull/response/evidence.hpp"

namespace lull {

/// Lengths of episodes that are not left-censored, right-censored ones as far as seen; in s.
struct EpisodeLengths {
  Number mean, median, p90, max;

  static constexpr auto fields() {
    using E = EpisodeLengths;
    return std::tuple{field("mean", &E::mean, "s", "mean"), field("median", &E::median, "s", "median"),
                      field("p90", &E::p90, "s", "90th percentile"), field("max", &E::max, "s", "longest")};
  }
};

/// How much crying there is. Source: metrics.md, section 1.4; to compare with diaries (Wolke 2017)
/// extrapolate with care.
struct CryingMetrics {
  Count units, bouts, episodes, left_censored, right_censored;
  Number seconds, cry_seconds, fuss_seconds, cry_fraction;
  Number minutes_per_hour, minutes_per_24h, episodes_per_hour, bouts_per_hour;
  EpisodeLengths episode_s;

  static constexpr auto fields() {
    using C = CryingMetrics;
    return std::tuple{
        field("units", &C::units, "", "cry units"),
        field("bouts", &C::bouts, "", "bouts"),
        field("episodes", &C::episodes, "", "episodes"),
        field("left_censored", &C::left_censored, "", "episodes whose onset is not known"),
        field("right_censored", &C::right_censored, "", "episodes whose quiet is not confirmed"),
        field("seconds", &C::seconds, "s", "crying in all"),
        field("cry_seconds", &C::cry_seconds, "s", "of it labelled as cry"),
        field("fuss_seconds", &C::fuss_seconds, "s", "the rest of it"),
        field("cry_fraction", &C::cry_fraction, "", "share of the episodes that is filled with crying"),
        field("minutes_per_hour", &C::minutes_per_hour, "min/h", "crying an observed hour"),
        field("minutes_per_24h", &C::minutes_per_24h, "min/d", "the same for a day; only from 12 h on"),
        field("episodes_per_hour", &C::episodes_per_hour, "1/h", "episodes an observed hour"),
        field("bouts_per_hour", &C::bouts_per_hour, "1/h", "bouts an observed hour"),
        field("episode_s", &C::episode_s, "s", "length of episodes")};
  }
};

CryingMetrics measure_crying(const Evidence& evidence);

}  // namespace lull
