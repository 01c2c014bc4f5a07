#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "lull/features/frames.hpp"

namespace lull {

/// Mel bands as rows of few weights. Const and shared by threads.
/// Source of the scale: O'Shaughnessy 1987, p. 150: 2595 log10(1 + f / 700). Triangles of unit peak whose
/// edges lie evenly on that scale, straight in hertz.
class MelBands {
 public:
  explicit MelBands(const FrameOptions& options);

  /// power: fft / 2 + 1 bins; out: one value a band, dB, floored.
  void apply(std::span<const float> power, std::span<float> out) const;
  std::size_t bands() const { return rows_.size(); }

 private:
  struct Row {
    std::size_t first_bin, first_weight, count;
  };
  std::vector<Row> rows_;
  std::vector<float> weights_;
  float floor_power_;
};

/// The frequencies, in hertz, at which `bands` triangles start, peak and end: bands + 2 of them.
std::vector<double> mel_edges(double low_hz, double high_hz, int bands);

}  // namespace lull
