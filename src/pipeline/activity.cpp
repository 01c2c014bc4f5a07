#include "pipeline/activity.hpp"

#include <utility>

#include "features/elementary.hpp"

namespace lull {

void ActivityMeter::add(const ScoreBlock& scores) {
  const auto& level = scores.data.acoustics.level_db;
  for (std::size_t i = 0; i < scores.data.voices.rows; ++i) {
    const auto row = scores.data.voices.row(i);
    const Milliseconds start = grid_.start_of(scores.first + static_cast<std::int64_t>(i));
    if (static_cast<std::size_t>(start.count() / 1000) > seconds_.size()) close_second();
    for (std::size_t voice = 0; voice < voice_count; ++voice)
      heard_[voice] += row[voice] >= thresholds_[voice].on;
    power_ += static_cast<double>(exp2_of(level[i] / db_per_octave_of_power));
    ++frames_;
  }
}

void ActivityMeter::close_second() {
  Activity second;
  const auto count = static_cast<float>(frames_);
  for (std::size_t voice = 0; voice < voice_count; ++voice) {
    second.share[voice] = static_cast<float>(heard_[voice]) / count;
  }
  second.level_dbfs = decibels(static_cast<float>(power_ / static_cast<double>(frames_)));
  seconds_.push_back(second);
  heard_ = {};
  power_ = 0;
  frames_ = 0;
}

std::vector<Activity> ActivityMeter::take() {
  if (frames_ > 0) close_second();
  return std::exchange(seconds_, {});
}

}  // namespace lull
