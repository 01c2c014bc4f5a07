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
      if (row[voice] >= thresholds_[voice].on) ++open_.heard[voice];
    power_ += static_cast<double>(exp2_of(level[i] / db_per_octave_of_power));
    ++open_.frames;
  }
}

void ActivityMeter::close_second() {
  open_.level_dbfs = decibels(static_cast<float>(power_ / static_cast<double>(open_.frames)));
  seconds_.push_back(open_);
  open_ = {};
  power_ = 0;
}

std::vector<Activity> ActivityMeter::take() {
  if (open_.frames > 0) close_second();
  std::vector<Activity> out;
  out.reserve(seconds_.size());
  for (const Second& second : std::exchange(seconds_, {})) {
    Activity& to = out.emplace_back();
    for (std::size_t voice = 0; voice < voice_count; ++voice) {
      to.share[voice] = static_cast<float>(second.heard[voice]) / static_cast<float>(second.frames);
    }
    to.level_dbfs = second.level_dbfs;
  }
  return out;
}

}  // namespace lull
