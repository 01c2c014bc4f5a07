#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "lull/core/units.hpp"

namespace lull {

/// Sums the levels of frames up to one a second: the coarse picture that reports draw.
class LevelMeter {
 public:
  /// ahead: seconds to make room for; there may be more.
  explicit LevelMeter(FrameGrid grid, std::size_t ahead = 0) : grid_(grid) { seconds_.reserve(ahead); }
  /// level_db: of the frames from `first` on, dB re full scale.
  void add(FrameIndex first, std::span<const float> level_db);
  /// The mean power of each second, dB re full scale, a started last one included; leaves the meter empty.
  std::vector<float> take();

 private:
  void close_second();

  FrameGrid grid_;
  double power_ = 0;  // of the second that is open, summed over its frames
  int frames_ = 0;
  std::vector<float> seconds_;
};

}  // namespace lull
