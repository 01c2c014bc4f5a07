#pragma once
#include <span>
#include <vector>

#include "lull/pipeline/evaluate.hpp"

namespace lull {

/// The labels that belong to the track.
std::span<const Label> labels_of(Track track);
bool belongs(Label label, std::span<const Label> labels);

/// Why the session says nothing of the track, or none: nobody listened for it, or its adults are all of
/// unknown sex.
Reason missing(const Session& session, Track track);

/// The segments with any of the labels inside `observed`, in order and apart: cut at the ends of stretches,
/// overlapping ones joined, gaps below `g_u` filled inside a stretch (metrics.md, section 1.2, rules 1 to 3
/// without deleting). Cost: a sort.
std::vector<TimeSpan> spans_of(const Session& session, std::span<const Label> labels,
                               std::span<const TimeSpan> observed, Milliseconds g_u);

/// One track of both sides.
struct TrackPair {
  std::vector<TimeSpan> reference, hypothesis;
};

}  // namespace lull
