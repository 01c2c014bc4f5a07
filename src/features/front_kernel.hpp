#pragma once
#include <array>
#include <cstddef>

#include "core/instruction_set.hpp"
#include "features/lane_fft.hpp"

namespace lull {

/// Frames that are worked on side by side.
inline constexpr std::size_t lanes = 16;

/// A mel band: weights of `count` bins from `first_bin`.
struct MelRow {
  std::size_t first_bin = 0, first_weight = 0, count = 0;
};

/// Everything that the kernels of the front end look up; FramePlan owns it.
struct FrontTables {
  FftTables fft;
  std::size_t window = 0, hop = 0;  // samples
  std::size_t bins = 0;             // of the power spectrum, from 0, that anything looks at
  const float* window_values = nullptr;
  float power_scale = 0;

  const MelRow* mel_rows = nullptr;
  const float* mel_weights = nullptr;
  std::size_t bands = 0;
  float mel_floor = 0;

  std::size_t shape_first = 0, shape_count = 0, tilt_first = 0, tilt_count = 0;  // bins
  const float* hertz = nullptr;                                                  // of each bin of the shape
  const float* tilt_weights = nullptr;  // the slope is their product with the dB of the bins

  struct Lags {
    std::size_t first = 0, last = 0;
  };
  std::size_t pitch_low = 0, pitch_high = 0;  // bins, both used
  std::array<Lags, 2> lag_ranges{};           // both ends searched
  std::size_t lag_count = 0;                  // from 0, one beyond the last that is searched
  const float* window_gain = nullptr;         // 1 / autocorrelation of the window, by lag
  float rate = 0;

  std::size_t row() const { return lanes + (window + hop - 1) / hop; }  // of samples by place in their hop
  std::size_t samples() const { return (lanes - 1) * hop + window; }
  /// Floats of work memory that a run needs.
  std::size_t work() const;
};

/// 16 frames' samples to power spectra, levels and mel bands.
struct SpectraRun {
  const FrontTables* tables = nullptr;
  const float* samples = nullptr;  // tables->samples() of them
  float* work = nullptr;
  float* power = nullptr;  // bins x lanes
  float* level = nullptr;  // lanes: dB re full scale
  float* bands = nullptr;  // lanes x bands: dB
};

/// 16 frames' power spectra to all else that is said of them. What is null is not computed.
struct AcousticsRun {
  const FrontTables* tables = nullptr;
  const float* power = nullptr;  // bins x lanes
  const float* level = nullptr;  // lanes
  float* work = nullptr;
  float *f0 = nullptr, *periodicity = nullptr, *tilt = nullptr;     // lanes each; never null
  float *centroid = nullptr, *flux = nullptr, *flatness = nullptr;  // lanes each; all or none
  /// shape_count x (1 + lanes): unit-length magnitudes, behind those of the frame before; 0 before the first.
  float* magnitudes = nullptr;
};

/// One instruction set's version of both. A lane's arithmetic is the same in all, so are the bits.
struct FrontKernel {
  void (*spectra)(const SpectraRun&) = nullptr;
  void (*acoustics)(const AcousticsRun&) = nullptr;
};

/// The kernel for an instruction set, which this processor must support.
FrontKernel front_kernel(InstructionSet set);
/// The fastest that this processor supports.
FrontKernel best_front_kernel();

void spectra_baseline(const SpectraRun& run);
void spectra_avx2(const SpectraRun& run);
void spectra_avx512(const SpectraRun& run);
void acoustics_baseline(const AcousticsRun& run);
void acoustics_avx2(const AcousticsRun& run);
void acoustics_avx512(const AcousticsRun& run);

}  // namespace lull
