#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "lull/events/tracks.hpp"

namespace lull {

/// A chain of cry units of one stretch whose gaps are below `t_calm` (metrics.md, section 1.3).
struct Episode {
  std::size_t stretch = 0;           ///< index of the stretch
  TimeSpan when;                     ///< t0, the first onset, and u, the last offset
  Interval<std::size_t> units;       ///< which of the stretch's units
  Milliseconds cry{0};               ///< time filled by units
  Milliseconds cry_labelled{0};      ///< of it, labelled as cry
  Milliseconds stretch_end{0};       ///< z: nothing is known from here on
  std::optional<Milliseconds> next;  ///< t0 of the next episode of the stretch
  bool left_censored = false;        ///< the stretch starts less than `t_calm` before: true onset unknown
  bool calm_confirmed = false;       ///< the stretch goes on for `t_calm` or more after u

  /// Cry rather than fuss: at least 20 % of the crying is labelled so.
  bool is_cry() const { return 5 * cry_labelled >= cry; }
};

/// Every episode, left-censored ones too, in order of time. Uses `t_calm`.
std::vector<Episode> find_episodes(std::span<const StretchTracks> tracks, const MetricSettings& settings);

/// Chains of units whose gaps are at most `g_b`, those longer than `m_b` if that is above 0. In order of
/// time.
std::vector<TimeSpan> find_bouts(std::span<const StretchTracks> tracks, const MetricSettings& settings);

}  // namespace lull
