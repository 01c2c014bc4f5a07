#include "features/fft_plan.hpp"

#include <cmath>
#include <numbers>

namespace lull {
namespace {

void add_turn(std::vector<float>& to, std::size_t part, std::size_t whole) {
  const double angle = -2 * std::numbers::pi * static_cast<double>(part) / static_cast<double>(whole);
  to.push_back(static_cast<float>(std::cos(angle)));
  to.push_back(static_cast<float>(std::sin(angle)));
}

/// Where decimation in frequency leaves frequency k of `points`: by its digits to base 4, and one to base 2
/// if they do not divide evenly.
std::size_t position_of(std::size_t k, std::size_t points) {
  if (points == 1) return 0;
  const std::size_t radix = points == 2 ? 2 : 4;
  return k % radix * (points / radix) + position_of(k / radix, points / radix);
}

}  // namespace

FftPlan::FftPlan(std::size_t points) {
  const std::size_t half = points / 2;
  for (std::size_t length = half; length > 4; length /= 4) {
    for (std::size_t n = 0; n < length / 4; ++n) {
      for (std::size_t power = 1; power <= 3; ++power) add_turn(turns_, power * n, length);
    }
  }
  for (std::size_t k = 0; k < half; ++k) {
    position_.push_back(position_of(k, half));
    add_turn(half_turns_, k, points);
  }
}

}  // namespace lull
