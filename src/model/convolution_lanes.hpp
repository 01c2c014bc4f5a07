#pragma once
#if defined(__SSE2__)
#include <immintrin.h>
#endif

#include "core/vectors.hpp"
#include "model/convolution_kernel.hpp"

/// The body of the convolution, compiled once for each instruction set.
namespace lull {

/// A lane is two 16-bit integers, the first in the lower half: to `sum` are added the products of both.
template <int Width>
[[gnu::always_inline]] static inline Integers<Width> add_products(const Integers<Width>& sum,
                                                                  const Integers<Width>& a,
                                                                  const Integers<Width>& b) {
#if defined(__AVX512BW__)
  if constexpr (Width == 16) {
    return sum + reinterpret_cast<Integers<Width>>(
                     _mm512_madd_epi16(reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
  }
#endif
#if defined(__AVX2__)
  if constexpr (Width == 8) {
    return sum + reinterpret_cast<Integers<Width>>(
                     _mm256_madd_epi16(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
  }
#endif
#if defined(__SSE2__)
  if constexpr (Width == 4) {
    return sum + reinterpret_cast<Integers<Width>>(
                     _mm_madd_epi16(reinterpret_cast<__m128i>(a), reinterpret_cast<__m128i>(b)));
  }
#endif
  return sum + (a << 16 >> 16) * (b << 16 >> 16) + (a >> 16) * (b >> 16);
}

/// One lane, from any address.
[[gnu::always_inline]] static inline int load_pair(const std::int16_t* from) {
  int value = 0;
  __builtin_memcpy(&value, from, sizeof value);
  return value;
}

template <int Width>
[[gnu::always_inline]] static inline Floats<Width> load_shorts(const std::int16_t* from) {
  Shorts<Width> value;
  __builtin_memcpy(&value, from, sizeof value);
  return __builtin_convertvector(value, Floats<Width>);
}

/// Gain, bias, rectifier and residual for one row of `Columns` vectors; only the columns that exist are
/// written.
template <int Width, int Columns>
[[gnu::always_inline]] static inline void finish_row(const ConvolutionRun& run,
                                                     const Integers<Width> (&sums)[Columns], std::size_t row,
                                                     std::size_t first) {
  const std::size_t at = row * run.out_step + first;
  for (int c = 0; c < Columns; ++c) {
    const std::size_t column = static_cast<std::size_t>(c) * Width;
    Floats<Width> value = __builtin_convertvector(sums[c], Floats<Width>);
    value = value * load<Width>(run.gain + first + column) + load<Width>(run.bias + first + column);
    if (run.relu) value = value > 0.0f ? value : Floats<Width>{};
    if (first + column + Width <= run.outputs) {
      if (run.residual) value += load_shorts<Width>(run.residual + at + column) * run.residual_gain;
      store<Width>(run.out + at + column, value);
      continue;
    }
    for (std::size_t i = 0; i < Width && first + column + i < run.outputs; ++i) {
      const std::size_t to = at + column + i;
      run.out[to] =
          run.residual ? value[i] + static_cast<float>(run.residual[to]) * run.residual_gain : value[i];
    }
  }
}

/// `Rows` rows of output, `Columns` vectors wide from channel `first`: all sums stay in registers.
template <int Width, int Columns, int Rows>
[[gnu::always_inline]] static inline void convolve_block(const ConvolutionRun& run, std::size_t row,
                                                         std::size_t first) {
  const std::size_t depth = run.taps * run.pairs;
  const std::int16_t* weight = run.weight + 2 * (first / panel * depth * panel + first % panel);
  Integers<Width> sums[Rows][Columns] = {};
  const std::int16_t* in = run.in + row * run.row_step;
  for (std::size_t tap = 0; tap < run.taps; ++tap, in += run.tap_step) {
    for (std::size_t i = 0; i < run.pairs; ++i, weight += 2 * panel) {
      Integers<Width> here[Columns];
      for (int c = 0; c < Columns; ++c) {
        const std::size_t column = static_cast<std::size_t>(c) * Width;
        __builtin_memcpy(&here[c], weight + 2 * (column / panel * depth * panel + column % panel),
                         sizeof here[c]);
      }
      for (int r = 0; r < Rows; ++r) {
        const int pair = load_pair(in + static_cast<std::size_t>(r) * run.row_step + 2 * i);
        const Integers<Width> x = pair - Integers<Width>{};
        for (int c = 0; c < Columns; ++c) sums[r][c] = add_products<Width>(sums[r][c], here[c], x);
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

template <int Width>
[[gnu::always_inline]] static inline Shorts<Width> quantised(Floats<Width> value) {
  constexpr float most = 32767;
  // Added to a smaller number it leaves its integer, rounded half to even, in the lower bits.
  constexpr float integers = 12582912;                     // 1.5 * 2^23
  value = value > -most ? value : Floats<Width>{} - most;  // no number at all: the least
  value = value < most ? value : Floats<Width>{} + most;
  const auto bits = reinterpret_cast<Integers<Width>>(value + integers);
  return __builtin_convertvector(bits - 0x4b400000, Shorts<Width>);
}

template <int Width>
static inline void quantise_lanes(const float* from, std::size_t count, float factor, std::int16_t* to) {
  std::size_t i = 0;
  for (; i + Width <= count; i += Width) {
    const Shorts<Width> value = quantised<Width>(load<Width>(from + i) * factor);
    __builtin_memcpy(to + i, &value, sizeof value);
  }
  if (i == count) return;
  Floats<Width> rest{};
  __builtin_memcpy(&rest, from + i, (count - i) * sizeof(float));
  const Shorts<Width> value = quantised<Width>(rest * factor);
  __builtin_memcpy(to + i, &value, (count - i) * sizeof(std::int16_t));
}

}  // namespace lull
