#pragma once
#include <vector>

#include "lull/events/session.hpp"
#include "lull/model/classifier.hpp"

namespace lull {

/// Sums scores up to one Activity a second: the coarse picture that reports draw.
/// A voice's share counts the frames at or above the threshold that opens it.
class ActivityMeter {
 public:
  ActivityMeter(FrameGrid grid, const OperatingPoint& thresholds) : grid_(grid), thresholds_(thresholds) {}
  void add(const ScoreBlock& scores);
  /// All seconds, a started last one included; leaves the meter empty.
  std::vector<Activity> take();

 private:
  void close_second();

  FrameGrid grid_;
  OperatingPoint thresholds_;
  std::array<int, voice_count> heard_{};
  double power_ = 0;
  int frames_ = 0;
  std::vector<Activity> seconds_;
};

}  // namespace lull
