#pragma once
#include "lull/response/acoustics.hpp"
#include "lull/response/evidence.hpp"

namespace lull {

/// A vocal attunement proxy from the sound of whole segments. Source: metrics.md, section 8.
/// Adult segments that a child overlaps do not count; the baseline is adult segments of the same label more
/// than 60 s from any cry, at least 60 s of them.
struct AttunementMetrics {
  Number f0_lift_st, range_lift_st, level_lift_db, level_attunement, f0_convergence;

  static constexpr auto fields() {
    using A = AttunementMetrics;
    return std::tuple{
        field("f0_lift_st", &A::f0_lift_st, "st", "pitch of responses above the baseline"),
        field("range_lift_st", &A::range_lift_st, "st",
              "pitch range (percentiles 10 to 90) of responses less that of the baseline"),
        field("level_lift_db", &A::level_lift_db, "dB", "level of responses above the baseline"),
        field("level_attunement", &A::level_attunement, "", "rank correlation of cry level and answer level"),
        field(
            "f0_convergence", &A::f0_convergence, "st/min",
            "trend of the distance of adult and infant pitch, octaves folded away; below 0: they approach")};
  }
};

/// Lifts are medians over answered episodes, at least `min_n` of them; level_attunement needs 15 pairs of a
/// cry unit and the adult segment after it. f0_convergence is the median, over at least `min_n` episodes, of
/// the least-squares slope over an episode's adult segments, three or more, each against the last cry unit
/// that began before it. Without sound everything is no_audio.
AttunementMetrics measure_attunement(const SoundBook& sounds, const Evidence& evidence);

}  // namespace lull
