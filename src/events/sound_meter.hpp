#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

#include "lull/events/event.hpp"

namespace lull {

/// What is used of one frame's acoustics; 0 Hz where unvoiced.
struct FrameSound {
  float level_db = 0, f0_hz = 0, periodicity = 0, tilt_db = 0;
};

/// Gathers what one event sounds like, frame by frame, in constant memory: sums and two histograms.
/// F0 is binned by a tenth of a semitone and levels by 1 dB, so quantiles are good to 0.3 % and 0.5 dB.
class SoundMeter {
 public:
  void add(const FrameSound& frame);
  /// What all frames so far sound like; at least one must have been added.
  Sound sound() const;

 private:
  static constexpr std::size_t f0_bins = 496;     // 150 Hz to 2630 Hz
  static constexpr std::size_t level_bins = 121;  // -100 dB to 20 dB
  float f0_quantile(double share) const;

  std::int64_t frames_ = 0, voiced_ = 0, phonation_ = 0, hyperphonation_ = 0;
  double power_ = 0, tilt_ = 0;
  std::size_t loudest_ = 0;  // level bin
  std::array<std::uint32_t, f0_bins> f0_{};
  std::array<std::uint32_t, level_bins> noisy_levels_{};
};

}  // namespace lull
