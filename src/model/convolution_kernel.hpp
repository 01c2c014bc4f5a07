#pragma once
#include <array>
#include <cstddef>

#include "core/instruction_set.hpp"

namespace lull {

/// Outputs are computed in panels of so many channels; weights and biases are padded to whole panels.
inline constexpr std::size_t panel = 16;

/// A convolution over some rows of input that lie in memory one after the other: output row r reads, for
/// each tap, the row at `in + r * row_step + tap * tap_step`.
struct ConvolutionRun {
  const float* in = nullptr;
  std::size_t row_step = 0, tap_step = 0;  // floats
  std::size_t taps = 0, inputs = 0, outputs = 0, rows = 0;
  const float* weight = nullptr;    // panels x (taps * inputs) x panel
  const float* bias = nullptr;      // panels x panel
  const float* residual = nullptr;  // rows x outputs, added after all else; null: none
  bool relu = false;
  float* out = nullptr;  // rows x outputs
};

/// One run. Each output is the sum over taps, then inputs, in that order, of products rounded one by one:
/// neither the width of the vectors nor the cut of the rows changes a bit.
using ConvolutionKernel = void (*)(const ConvolutionRun&);

/// The kernel for an instruction set, which this processor must support.
ConvolutionKernel convolution_kernel(InstructionSet set);
/// The fastest that this processor supports.
ConvolutionKernel best_convolution_kernel();

void convolve_baseline(const ConvolutionRun& run);
void convolve_avx2(const ConvolutionRun& run);
void convolve_avx512(const ConvolutionRun& run);

}  // namespace lull
