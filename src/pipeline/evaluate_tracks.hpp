#pragma once
#include <span>
#include <vector>

#include "lull/pipeline/evaluate.hpp"

namespace lull {

/// Whether segments with this label belong to the track.
bool belongs(Label label, Track track);

/// Why the session says nothing of the track, or none: nobody listened for it, or its adults are all of
/// unknown sex.
Reason missing(const Session& session, Track track);

/// The track's segments inside `observed`, in order and apart: cut at the ends of stretches, overlapping ones
/// joined, gaps below `g_u` filled inside a stretch (metrics.md, section 1.2, rules 1 to 3 without deleting).
/// Cost: a sort.
std::vector<TimeSpan> spans_of(const Session& session, Track track, std::span<const TimeSpan> observed,
                               Milliseconds g_u);

/// One track of both sides.
struct TrackPair {
  std::vector<TimeSpan> reference, hypothesis;
};

}  // namespace lull
