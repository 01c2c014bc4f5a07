#pragma once
#include <cstddef>
#include <vector>

#include "features/fft_plan.hpp"
#include "features/front_kernel.hpp"
#include "features/spectra.hpp"
#include "lull/core/units.hpp"

namespace lull {

/// Log-mel energies and MFCC by the defaults of Kaldi's compute-fbank-feats and compute-mfcc-feats without
/// dither: what models trained on Kaldi's features expect. docs/features.md has the steps.
/// Source: Povey et al. 2011; kaldi-asr/kaldi, src/feat/feature-window.cc, feature-fbank.cc, feature-mfcc.cc
/// and mel-computations.cc.
class KaldiPlan {
 public:
  static constexpr std::size_t bands = 23, coefficients = 13;

  /// `points`: of the transform; Kaldi takes the least power of two that holds a window.
  /// Throws Error(Fault::usage) when a band would have no bin.
  KaldiPlan(const FrameGrid& grid, std::size_t points);
  KaldiPlan(const KaldiPlan&) = delete;
  KaldiPlan& operator=(const KaldiPlan&) = delete;

 private:
  friend class KaldiMel;
  void add_bands(const FrameGrid& grid, std::size_t points);

  FftPlan fft_;
  std::size_t hop_;
  std::vector<float> window_, weights_, cosines_, lifter_;
  std::vector<MelRow> rows_;
};

/// Computes four frames side by side; holds the work memory of one recording.
class KaldiMel {
 public:
  static constexpr std::size_t side_by_side = 4;

  /// `plan` must outlive it.
  explicit KaldiMel(const KaldiPlan& plan);

  /// The frames at `samples` and one, two and three hops later. mel: natural logarithm of energies of 16-bit
  /// samples; frame i's bands at mel + i * step, its coefficients at mfcc + i * step.
  void measure(const float* samples, float* mel, float* mfcc, std::size_t step);

 private:
  /// Fills the lane; returns the logarithm of the energy before the window.
  float fill(const float* samples, std::size_t lane);

  const KaldiPlan& plan_;
  AlignedFloats data_;
  std::vector<float> power_;  // of each bin, four lanes
};

}  // namespace lull
