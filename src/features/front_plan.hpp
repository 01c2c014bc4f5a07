#pragma once
#include <vector>

#include "features/fft_plan.hpp"
#include "features/front_kernel.hpp"
#include "lull/features/frames.hpp"

namespace lull {

/// The frequencies, in hertz, at which `bands` mel triangles start, peak and end: bands + 2 of them.
std::vector<double> mel_edges(double low_hz, double high_hz, int bands);

/// Makes and owns what the kernels of the front end look up. Const and shared by threads.
///
/// Mel bands (O'Shaughnessy 1987, p. 150: 2595 log10(1 + f / 700)): triangles of unit peak whose edges lie
/// evenly on that scale, straight in hertz.
/// Shape, from 60 to 3600 Hz. tilt: least squares line of the bins' dB on log2 of frequency, from 200 Hz;
/// centroid: mean frequency weighted by power; flux: squared distance of the unit-length magnitude spectra of
/// this frame and the last, 0 to 2; flatness: geometric over arithmetic mean of power (Gray and Markel 1974):
/// 1 is noise, 0 a tone. Bins are floored at 1e-12 of full scale, so that digital silence has a flat spectrum
/// and no tilt.
/// Pitch: the autocorrelation is the transform of the power, divided by that of the window (Boersma 1993, eq.
/// 9). Two searches, 150 to 1000 and 900 to 2500 Hz; of all peaks the one with the highest periodicity less
/// an octave penalty wins (Boersma 1993, eq. 26), unvoiced below a periodicity of .45 (metrics.md, section
/// 3).
class FrontPlan {
 public:
  FrontPlan(const FrameOptions& options, const FrameGrid& grid);
  FrontPlan(const FrontPlan&) = delete;
  FrontPlan& operator=(const FrontPlan&) = delete;
  const FrontTables& tables() const { return tables_; }

 private:
  void add_window();
  void add_mel(const FrameOptions& options);
  void add_shape();
  void add_pitch();
  std::size_t bin_from(double hertz) const;  // the first at or above
  std::size_t bin_to(double hertz) const;    // the last at or below

  double bin_hz_;
  std::size_t points_;
  FftPlan fft_;
  std::vector<float> window_, mel_weights_, hertz_, tilt_weights_, window_gain_;
  std::vector<MelRow> mel_rows_;
  FrontTables tables_;
};

}  // namespace lull
