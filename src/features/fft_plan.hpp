#pragma once
#include <cstddef>
#include <vector>

#include "features/lane_fft.hpp"

namespace lull {

/// The tables of the real transform of one size. Const and shared by threads; computed in double precision,
/// in microseconds.
class FftPlan {
 public:
  /// points: of the real transform, a power of two from 64.
  explicit FftPlan(std::size_t points);
  FftTables tables() const { return {position_.size(), turns_.data(), position_.data(), half_turns_.data()}; }

 private:
  std::vector<float> turns_, half_turns_;
  std::vector<std::size_t> position_;
};

}  // namespace lull
