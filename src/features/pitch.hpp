#pragma once
#include <memory>
#include <span>

#include "features/fft.hpp"
#include "lull/features/frames.hpp"

namespace lull {

/// F0 and how periodic a frame is. `hertz` is 0 where unvoiced.
struct Pitch {
  float hertz = 0;
  float periodicity = 0;
};

/// The fundamental frequency from a frame's power spectrum. Const and shared by threads.
/// The autocorrelation is the inverse transform of the power, divided by that of the window (Boersma 1993,
/// eq. 9). Two searches, 150 to 1000 and 900 to 2500 Hz; of all peaks the one with the highest periodicity
/// less an octave penalty wins (Boersma 1993, eq. 26), unvoiced below a periodicity of .45 (metrics.md,
/// section 3).
class PitchSearch {
 public:
  /// window: the analysis window in use, its transform plan to be shared.
  PitchSearch(const FrameOptions& options, std::span<const float> window, const RealFft& fft);

  /// power: fft / 2 + 1 bins. spectrum, correlation: work memory of 2 * bins and fft floats.
  Pitch find(std::span<const float> power, AlignedFloats& spectrum, AlignedFloats& correlation) const;

 private:
  struct Range {
    std::size_t first, last;  // lags in samples, both searched
  };
  void search(std::span<const float> normal, Range range, float& best, Pitch& pitch) const;

  const RealFft& fft_;
  float rate_;
  std::size_t low_bin_, high_bin_;
  Range voice_{}, high_{};
  AlignedFloats window_gain_;  // 1 / autocorrelation of the window, by lag
};

}  // namespace lull
