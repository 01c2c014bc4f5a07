#pragma once
#include <cstddef>
#include <cstdint>

#include "core/instruction_set.hpp"

namespace lull {

/// Outputs are computed in panels of so many channels; weights, gains and biases are padded to whole panels.
inline constexpr std::size_t panel = 16;

/// A convolution over some rows of input that lie in memory one after the other: output row r reads, for
/// each tap, `pairs` pairs of values at `in + r * row_step + tap * tap_step`.
struct ConvolutionRun {
  const std::int16_t* in = nullptr;
  std::size_t row_step = 0, tap_step = 0;  // values
  std::size_t taps = 0, pairs = 0, outputs = 0, rows = 0;
  const std::int16_t* weight = nullptr;          // panels x (taps * pairs) x panel x 2
  const float *gain = nullptr, *bias = nullptr;  // panels x panel
  const std::int16_t* residual = nullptr;        // laid out as `out`; null: none
  float residual_gain = 1.0f;
  bool relu = false;
  std::size_t out_step = 0;  // floats from one row to the next
  float* out = nullptr;      // rows x outputs
};

/// The code for one instruction set. Sums of integers are exact in any order, and each operation on floats is
/// rounded by itself: neither the width of the vectors nor the cut of the rows changes a bit.
struct ConvolutionKernel {
  /// `to[i]` is `from[i] * factor`, rounded half to even and clamped to +-32767.
  void (*quantise)(const float* from, std::size_t count, float factor, std::int16_t* to);
  void (*convolve)(const ConvolutionRun& run);
};

/// The kernel for an instruction set, which this processor must support.
ConvolutionKernel convolution_kernel(InstructionSet set);
/// The fastest that this processor supports.
ConvolutionKernel best_convolution_kernel();

void quantise_baseline(const float* from, std::size_t count, float factor, std::int16_t* to);
void quantise_avx2(const float* from, std::size_t count, float factor, std::int16_t* to);
void quantise_avx512(const float* from, std::size_t count, float factor, std::int16_t* to);
void convolve_baseline(const ConvolutionRun& run);
void convolve_avx2(const ConvolutionRun& run);
void convolve_avx512(const ConvolutionRun& run);

}  // namespace lull
