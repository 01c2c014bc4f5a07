#include "pipeline/level_meter.hpp"

#include <utility>

#include "features/elementary.hpp"

namespace lull {

void LevelMeter::add(FrameIndex first, std::span<const float> level_db) {
  for (std::size_t i = 0; i < level_db.size(); ++i) {
    const Milliseconds start = grid_.start_of(first + static_cast<std::int64_t>(i));
    if (static_cast<std::size_t>(start.count() / 1000) > seconds_.size()) close_second();
    power_ += static_cast<double>(exp2_of(level_db[i] / db_per_octave_of_power));
    ++frames_;
  }
}

void LevelMeter::close_second() {
  seconds_.push_back(decibels(static_cast<float>(power_ / static_cast<double>(frames_))));
  power_ = 0;
  frames_ = 0;
}

std::vector<float> LevelMeter::take() {
  if (frames_ > 0) close_second();
  return std::exchange(seconds_, {});
}

}  // namespace lull
