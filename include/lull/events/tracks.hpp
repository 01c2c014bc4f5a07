#pragma once
#include <vector>

#include "lull/events/session.hpp"
#include "lull/events/settings.hpp"

namespace lull {

/// A piece of one label's track inside one stretch.
struct Segment {
  Label label{};
  TimeSpan when;
};

/// The tracks of one stretch, made from its segments by metrics.md, section 1.2, the same for a detector and
/// a person. All lists are in order; all but `adult` are apart.
struct StretchTracks {
  TimeSpan stretch;
  std::vector<TimeSpan> cry;           ///< C, the cry units: crying of both labels
  std::vector<TimeSpan> cry_labelled;  ///< the part of C that is labelled as cry; the rest of C is fuss
  std::vector<Segment> adult;          ///< A by onset, offset, label; female, male and unknown may overlap
  std::vector<TimeSpan> voice;         ///< V, the union of A
  std::vector<TimeSpan> child;         ///< K, key-child sound that is no crying
  std::vector<TimeSpan> other_child;

  /// Whether a segment's start is known: one that starts with its stretch was cut there.
  bool is_onset(const Segment& segment) const { return segment.when.begin != stretch.begin; }
};

/// One entry a stretch of `session.observed`, in its order. `settings` gives g_u, d_u and d_r.
/// Events may come in any order and reach over stretches: each piece counts for itself. Cost: a sort.
std::vector<StretchTracks> tracks_of(const Session& session, const MetricSettings& settings);

}  // namespace lull
