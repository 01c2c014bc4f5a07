#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "lull/events/session.hpp"
#include "lull/model/classifier.hpp"

namespace lull {

/// Sums scores up to one Activity a second: the coarse picture that reports draw.
/// A voice's share counts the frames at or above the threshold that opens it.
class ActivityMeter {
 public:
  /// ahead: seconds to make room for; there may be more.
  ActivityMeter(FrameGrid grid, const OperatingPoint& thresholds, std::size_t ahead = 0)
      : grid_(grid), thresholds_(thresholds) {
    seconds_.reserve(ahead);
  }
  void add(const ScoreBlock& scores);
  /// All seconds, a started last one included; leaves the meter empty.
  std::vector<Activity> take();

 private:
  void close_second();

  FrameGrid grid_;
  OperatingPoint thresholds_;
  /// A second in two thirds of an Activity's room: while a recording is heard memory is at its highest.
  struct Second {
    std::array<std::uint16_t, voice_count> heard{};
    std::uint16_t frames = 0;
    float level_dbfs = 0;
  };

  Second open_;
  double power_ = 0;
  std::vector<Second> seconds_;
};

}  // namespace lull
