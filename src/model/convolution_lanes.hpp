#pragma once
#include "core/vectors.hpp"
#include "model/convolution_kernel.hpp"

/// The body of the convolution, compiled once for each instruction set.
namespace lull {

/// Bias, rectifier and residual for one row of `Columns` vectors; only the columns that exist are written.
template <int Width, int Columns>
[[gnu::always_inline]] static inline void finish_row(const ConvolutionRun& run,
                                                     const Floats<Width> (&sums)[Columns], std::size_t row,
                                                     std::size_t first) {
  const float* bias = run.bias + first;
  const std::size_t at = row * run.outputs + first;
  for (int c = 0; c < Columns; ++c) {
    const std::size_t column = static_cast<std::size_t>(c) * Width;
    Floats<Width> value = sums[c] + load<Width>(bias + column);
    if (run.relu) value = value > 0.0f ? value : Floats<Width>{};
    if (first + column + Width <= run.outputs) {
      if (run.residual) value += load<Width>(run.residual + at + column);
      store<Width>(run.out + at + column, value);
      continue;
    }
    for (std::size_t i = 0; i < Width && first + column + i < run.outputs; ++i) {
      run.out[at + column + i] = run.residual ? value[i] + run.residual[at + column + i] : value[i];
    }
  }
}

/// `Rows` rows of output, `Columns` vectors wide from channel `first`: all sums stay in registers.
template <int Width, int Columns, int Rows>
[[gnu::always_inline]] static inline void convolve_block(const ConvolutionRun& run, std::size_t row,
                                                         std::size_t first) {
  const std::size_t depth = run.taps * run.inputs;
  const float* weight = run.weight + first / panel * depth * panel + first % panel;
  Floats<Width> sums[Rows][Columns] = {};
  const float* in = run.in + row * run.row_step;
  for (std::size_t tap = 0; tap < run.taps; ++tap, in += run.tap_step) {
    for (std::size_t i = 0; i < run.inputs; ++i, weight += panel) {
      Floats<Width> here[Columns];
      for (int c = 0; c < Columns; ++c) {
        const std::size_t column = static_cast<std::size_t>(c) * Width;
        here[c] = load<Width>(weight + column / panel * depth * panel + column % panel);
      }
      for (int r = 0; r < Rows; ++r) {
        const float x = in[static_cast<std::size_t>(r) * run.row_step + i];
        for (int c = 0; c < Columns; ++c) sums[r][c] += x * here[c];
      }
    }
  }
  for (int r = 0; r < Rows; ++r) {
    finish_row<Width, Columns>(run, sums[r], row + static_cast<std::size_t>(r), first);
  }
}

template <int Width, int Columns, int Rows>
static inline void convolve_columns(const ConvolutionRun& run, std::size_t first) {
  std::size_t row = 0;
  for (; row + Rows <= run.rows; row += Rows) convolve_block<Width, Columns, Rows>(run, row, first);
  for (; row < run.rows; ++row) convolve_block<Width, Columns, 1>(run, row, first);
}

}  // namespace lull
