#pragma once
#include <array>
#include <cstddef>
#include <span>

namespace lull {

/// Sums of a fixed order that a compiler may vectorise: sixteen running sums, added up pairwise at the end.
/// A plain loop is one long chain of additions, since floating point may not be reordered.
template <class Term>
float lane_sum(std::size_t count, Term&& term) {
  constexpr std::size_t lanes = 16;
  std::array<float, lanes> sums{};
  std::size_t i = 0;
  for (; i + lanes <= count; i += lanes) {
    for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] += term(i + lane);
  }
  for (std::size_t lane = 0; i < count; ++i, ++lane) sums[lane] += term(i);
  for (std::size_t width = lanes / 2; width > 0; width /= 2) {
    for (std::size_t lane = 0; lane < width; ++lane) sums[lane] += sums[lane + width];
  }
  return sums[0];
}

}  // namespace lull
