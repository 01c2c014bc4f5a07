#include "events/sound_meter.hpp"

#include <algorithm>
#include <cmath>

#include "features/elementary.hpp"

namespace lull {
namespace {

constexpr float lowest_f0_hz = 150, bins_per_octave = 120;
constexpr float phonation_from_hz = 250, hyperphonation_from_hz = 1000;  // metrics.md, section 3
// A harmonics-to-noise ratio of 3 dB (Boersma 1993: 10 log10(r / (1 - r))); periodicity below .45 lies under
// it.
constexpr float noisy_below = 0.6661f;
// Frames this far under an event's loudest are breaths and tails, not phonation [chosen by us].
constexpr std::size_t energetic_range_db = 20;

float power_of(float level_db) { return exp2_of(level_db / db_per_octave_of_power); }

std::size_t level_bin(float level_db, std::size_t bins) {
  return std::min(bins - 1, static_cast<std::size_t>(std::max(0.0f, level_db + 100.0f)));
}

}  // namespace

void SoundMeter::add(const FrameSound& frame) {
  ++frames_;
  power_ += static_cast<double>(power_of(frame.level_db));
  tilt_ += static_cast<double>(frame.tilt_db);
  const std::size_t bin = level_bin(frame.level_db, level_bins);
  loudest_ = std::max(loudest_, bin);
  if (frame.periodicity < noisy_below) ++noisy_levels_[bin];
  const float f0 = frame.f0_hz;
  if (f0 <= 0) return;
  ++voiced_;
  if (f0 >= hyperphonation_from_hz) {
    ++hyperphonation_;
  } else if (f0 >= phonation_from_hz) {
    ++phonation_;
  }
  const float at = bins_per_octave * std::max(0.0f, log2_of(f0 / lowest_f0_hz));
  ++f0_[std::min(f0_bins - 1, static_cast<std::size_t>(at + 0.5f))];
}

/// The F0 that `share` of the voiced frames do not exceed.
float SoundMeter::f0_quantile(double share) const {
  const double rank = share * static_cast<double>(voiced_ - 1);
  std::int64_t below = 0;
  for (std::size_t bin = 0; bin < f0_bins; ++bin) {
    below += f0_[bin];
    if (static_cast<double>(below) > rank) {
      return lowest_f0_hz * exp2_of(static_cast<float>(bin) / bins_per_octave);
    }
  }
  return 0;  // not reached while a frame is voiced
}

Sound SoundMeter::sound() const {
  const auto count = static_cast<double>(frames_);
  const auto percent = [&](double part) { return static_cast<float>(100.0 * part / count); };
  Sound sound;
  sound.level_dbfs = decibels(static_cast<float>(power_ / count));
  sound.tilt_db_per_octave = static_cast<float>(tilt_ / count);
  if (voiced_ > 0) {
    sound.f0_median_hz = f0_quantile(0.5);
    sound.f0_max_hz = f0_quantile(0.975);
    sound.f0_range_st = 12 * log2_of(f0_quantile(0.9) / f0_quantile(0.1));
  }
  sound.pct_phonation = percent(static_cast<double>(phonation_));
  sound.pct_hyperphonation = percent(static_cast<double>(hyperphonation_));
  double noisy = 0;
  const std::size_t from = loudest_ > energetic_range_db ? loudest_ - energetic_range_db : 0;
  for (std::size_t bin = from; bin < level_bins; ++bin) noisy += noisy_levels_[bin];
  sound.pct_dysphonation = percent(noisy);
  return sound;
}

}  // namespace lull
