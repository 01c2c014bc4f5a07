#pragma once
#include <functional>
#include <map>

#include "pipeline/evaluate_tracks.hpp"

namespace lull {

/// Time of the hypothesis at one confidence, ms: with the reference, and in all.
struct ConfidentTime {
  double both = 0, all = 0;
};

/// The same by confidence, the highest first; where segments overlap the higher one counts.
using TimeByConfidence = std::map<float, ConfidentTime, std::greater<>>;

/// Adds a recording's. False, with nothing added, if a segment with one of the labels has no confidence.
/// Cost: a sort.
bool add_confident_time(const Session& hypothesis, std::span<const Label> labels,
                        std::span<const TimeSpan> reference, std::span<const TimeSpan> observed,
                        TimeByConfidence& times);

/// Area under precision by recall as average precision, the sum of precision times the gain in recall, as far
/// as recall goes. `reference_ms` is the time of the reference. Source: Davis and Goadrich 2006 on why not to
/// interpolate linearly.
Number average_precision(const TimeByConfidence& times, double reference_ms);

}  // namespace lull
