#pragma once
#include <array>
#include <vector>

#include "lull/events/session.hpp"
#include "lull/events/settings.hpp"

namespace lull {

/// Weights of the distress score: bias, then level, peak F0, log duration, noisy share, tilt.
/// Equal weights unless a model file brings trained ones; then the score is "uncalibrated".
struct DistressWeights {
  double bias = 0;
  std::array<double, 5> each{0.2, 0.2, 0.2, 0.2, 0.2};
};

/// Grades every cry event that has sound against those in the cry units of what was observed (`settings`
/// gives g_u and d_u): sets `distress`. Robust z (median, 1.4826 MAD) of each measure, weighted, through a
/// logistic. Source: metrics.md, section 2. Distress is relative to the recording: it compares cries of one
/// infant, never infants.
void grade_distress(Session& session, const MetricSettings& settings, const DistressWeights& weights = {});

/// Graded cry events from one half on are cries, those below are fuss. For a detector's events: an annotator
/// has said which is which.
void name_fuss(std::vector<Event>& events);

}  // namespace lull
