#pragma once
#include <array>
#include <vector>

#include "lull/events/event.hpp"

namespace lull {

/// Weights of the distress score: bias, then level, peak F0, log duration, noisy share, tilt.
/// Equal weights unless a model file brings trained ones; then the score is "uncalibrated".
struct DistressWeights {
  double bias = 0;
  std::array<double, 5> each{0.2, 0.2, 0.2, 0.2, 0.2};
};

/// Grades every cry event that has sound against the recording's own: sets `distress` and turns those below
/// one half into fuss. Robust z (median, 1.4826 MAD) of each measure, weighted, through a logistic. Source:
/// metrics.md, section 2. Distress is relative to the recording: it compares cries of one infant, never
/// infants.
void grade_distress(std::vector<Event>& events, const DistressWeights& weights = {});

}  // namespace lull
