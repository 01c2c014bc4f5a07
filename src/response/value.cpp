#include "lull/response/value.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "response/constants.hpp"

namespace lull {
namespace {

/// In the order of Reason.
constexpr std::array<std::string_view, 13> names{
    "none",        "not_observed",  "no_cry_track",  "no_adult_track", "no_child_track",
    "no_episodes", "censored",      "too_few",       "not_reached",    "undefined",
    "no_audio",    "no_transcript", "not_measurable"};

}  // namespace

std::string_view name(Reason reason) { return names[static_cast<std::size_t>(reason)]; }

std::array<double, 2> wilson(std::int64_t k, std::int64_t n) {
  const double count = static_cast<double>(n);
  const double p = static_cast<double>(k) / count;
  const double square = zeta * zeta;
  const double scale = 1 + square / count;
  const double centre = (p + square / (2 * count)) / scale;
  const double half = zeta * std::sqrt(p * (1 - p) / count + square / (4 * count * count)) / scale;
  return {std::max(0.0, centre - half), std::min(1.0, centre + half)};
}

Proportion proportion(Reason unavailable, std::int64_t k, std::int64_t n, std::int64_t minimum) {
  Proportion result;
  if (unavailable == Reason::none || unavailable > Reason::no_child_track) {
    result.k = k;
    result.n = n;
  }
  if (unavailable != Reason::none) {
    result.value = unavailable;
  } else if (n < std::max<std::int64_t>(minimum, 1)) {
    result.value = Reason::too_few;
  } else {
    result.value = static_cast<double>(k) / static_cast<double>(n);
    result.ci95 = wilson(k, n);
  }
  return result;
}

double quantile(std::vector<double> values, double q) {
  std::sort(values.begin(), values.end());
  const double position = static_cast<double>(values.size() - 1) * q;
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, values.size() - 1);
  return values[below] + (position - static_cast<double>(below)) * (values[above] - values[below]);
}

}  // namespace lull
