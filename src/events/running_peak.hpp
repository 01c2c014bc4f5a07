#pragma once
#include <bit>
#include <cstdint>
#include <vector>

namespace lull {

/// The largest of the values within `reach` frames of one, for values that come in order of their frames.
/// What is not added counts as 0. A step costs a constant time on average, and no memory.
class RunningPeak {
 public:
  explicit RunningPeak(std::int64_t reach)
      : reach_(reach), falling_(std::bit_ceil(static_cast<std::size_t>(2 * reach + 1))) {}

  /// Frames ascend. Those more than twice `reach` before this one are forgotten.
  void add(std::int64_t frame, float value) {
    forget_before(frame - 2 * reach_);
    while (first_ != end_ && at(end_ - 1).value <= value) --end_;
    at(end_++) = {frame, value};
  }

  /// Frames ascend. None may have been added that is more than `reach` behind this one.
  float around(std::int64_t frame) {
    forget_before(frame - reach_);
    return first_ == end_ ? 0.0f : at(first_).value;
  }

 private:
  struct Peak {
    std::int64_t frame;
    float value;
  };
  void forget_before(std::int64_t frame) {
    while (first_ != end_ && at(first_).frame < frame) ++first_;
  }
  Peak& at(std::size_t i) { return falling_[i & (falling_.size() - 1)]; }

  std::int64_t reach_;
  std::vector<Peak> falling_;  // from `first_` to before `end_`: each the largest of all that follow it
  std::size_t first_ = 0, end_ = 0;
};

}  // namespace lull
