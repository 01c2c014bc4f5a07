#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace lull {

/// What is said of a feature over a stretch of time, in the order of Functionals.
inline constexpr std::array<std::string_view, 8> names_of_functionals{"mean", "sd",  "p5",  "p25",
                                                                      "p50",  "p75", "p95", "slope"};
using Functionals = std::array<float, names_of_functionals.size()>;

/// Mean, standard deviation (of a sample: n - 1), percentiles 5, 25, 50, 75 and 95 (linear between order
/// statistics: definition 7 of Hyndman and Fan 1996), and the slope a second of the least squares line.
/// values: a value each `step_s` seconds, NaN where there is none: those are passed over. `work` is room.
/// NaN: everything where there is no value, deviation and slope where there is one alone.
/// Cost: of sorting.
Functionals functionals(std::span<const float> values, double step_s, std::vector<float>& work);

}  // namespace lull
