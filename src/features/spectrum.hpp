#pragma once
#include <span>
#include <vector>

#include "lull/features/frames.hpp"

namespace lull {

/// The shape of one frame's spectrum in the band that every recording has.
struct Shape {
  float tilt_db = 0, centroid_hz = 0, flux = 0, flatness = 0;
};

/// Tilt, centroid, flux and flatness from a power spectrum. Const and shared by threads.
/// tilt: least squares line of the bins' dB on log2 of frequency, 200 to 3600 Hz.
/// centroid: mean frequency weighted by power, 60 to 3600 Hz (so are the two below).
/// flux: squared distance of the unit-length magnitude spectra of this frame and the last, 0 to 2.
/// flatness: geometric over arithmetic mean of power (Gray and Markel 1974): 1 is noise, 0 a tone.
/// Bins are floored at 1e-12 of full scale, so that digital silence has a flat spectrum and no tilt.
class SpectrumShape {
 public:
  explicit SpectrumShape(const FrameOptions& options);
  /// Bins looked at; `magnitude` and `logs` below hold one value for each.
  std::size_t size() const { return last_ - first_ + 1; }
  /// previous: unit-length magnitudes of the last frame, all 0 before the first; becomes this frame's.
  Shape measure(std::span<const float> power, std::span<float> previous, std::span<float> logs,
                std::span<float> magnitude) const;

 private:
  std::size_t first_, last_, tilt_first_;
  std::vector<float>
      tilt_weights_;          // one a bin from tilt_first_: the slope is their product with the dB values
  std::vector<float> hertz_;  // of each bin from first_
};

}  // namespace lull
