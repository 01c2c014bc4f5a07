#pragma once
#include <cstddef>

#include "core/vectors.hpp"

/// Elementary functions of several values side by side, from operations that every processor rounds alike.
namespace lull {

inline constexpr float db_per_octave = 3.01029996f;  // of power: 10 log10(2)

/// As lull/features/elementary.hpp, to the bit. A lane that nobody asks for may hold any float.
template <int W>
[[gnu::always_inline]] static inline Floats<W> log2_of(const Floats<W>& x) {
  const auto bits = (Unsigned<W>)x;
  const Integers<W> shift = (Integers<W>)(bits - 0x3f3504f3U) >> 23;
  const auto mantissa = (Floats<W>)(bits - ((Unsigned<W>)shift << 23));
  const Floats<W> s = (mantissa - 1.0f) / (mantissa + 1.0f);
  const Floats<W> q = s * s;
  const Floats<W> series = 1.0f + q * (0.33333333f + q * (0.2f + q * (0.14285714f + q * 0.11111111f)));
  return __builtin_convertvector(shift, Floats<W>) + 2.88539008f * s * series;
}

/// As lull/features/elementary.hpp, to the bit.
template <int W>
[[gnu::always_inline]] static inline Floats<W> exp2_of(Floats<W> x) {
  x = x < -126.0f ? Floats<W>{} - 126.0f : x;
  x = x > 126.0f ? Floats<W>{} + 126.0f : x;
  const Floats<W> half = x < 0.0f ? Floats<W>{} - 0.5f : Floats<W>{} + 0.5f;
  const auto whole = __builtin_convertvector(x + half, Integers<W>);
  const Floats<W> f = (x - __builtin_convertvector(whole, Floats<W>)) * 0.69314718f;
  const Floats<W> series =
      1.0f + f * (1.0f + f * (0.5f + f * (0.16666667f +
                                          f * (0.041666667f + f * (0.0083333333f + f * 0.0013888889f)))));
  return series * (Floats<W>)((whole + 127) << 23);
}

template <int W>
[[gnu::always_inline]] static inline Floats<W> root_of(const Floats<W>& x) {
  float values[W];
  store<W>(values, x);
  for (int i = 0; i < W; ++i) values[i] = __builtin_sqrtf(values[i]);
  return load<W>(values);
}

template <int W>
[[gnu::always_inline]] static inline Floats<W> lesser(const Floats<W>& a, const Floats<W>& b) {
  return b < a ? b : a;
}

template <int W>
[[gnu::always_inline]] static inline Floats<W> greater(const Floats<W>& a, const Floats<W>& b) {
  return b > a ? b : a;
}

/// Arctangent of x >= 0, infinity too. Error below 2e-7.
/// Interpolated by us at Chebyshev's nodes as x P(x^2) on 0 to 1; above, that of the inverse from a right
/// angle.
template <int W>
[[gnu::always_inline]] static inline Floats<W> arctangent(const Floats<W>& x) {
  const Floats<W> t = x > 1.0f ? 1.0f / x : x;
  const Floats<W> z = t * t;
  Floats<W> series = z * 0.00276628346f - 0.015731249f;
  series = series * z + 0.0421376228f;
  series = series * z - 0.0745685473f;
  series = series * z + 0.106183708f;
  series = series * z - 0.141977981f;
  series = series * z + 0.199918717f;
  series = series * z - 0.333330363f;
  const Floats<W> small = t + t * z * series;
  return x > 1.0f ? 1.57079633f - small : small;
}

/// Whether a comparison held in any lane.
template <int W>
[[gnu::always_inline]] static inline bool any(const Integers<W>& held) {
  long long words[W / 2];
  __builtin_memcpy(words, &held, sizeof words);
  long long all = 0;
  for (int i = 0; i < W / 2; ++i) all |= words[i];
  return all != 0;
}

/// to[c * to_step + r] = from[r * from_step + c] for rows x cols of them.
[[gnu::always_inline]] static inline void transpose(const float* from, std::size_t from_step, float* to,
                                                    std::size_t to_step, std::size_t rows, std::size_t cols) {
  const std::size_t whole_rows = rows & ~std::size_t{3}, whole_cols = cols & ~std::size_t{3};
  for (std::size_t r = 0; r < whole_rows; r += 4) {
    for (std::size_t c = 0; c < whole_cols; c += 4) {
      const float* in = from + r * from_step + c;
      const auto a = load<4>(in), b = load<4>(in + from_step);
      const auto d = load<4>(in + 2 * from_step), e = load<4>(in + 3 * from_step);
      const auto ab_low = __builtin_shufflevector(a, b, 0, 4, 1, 5);
      const auto ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
      const auto de_low = __builtin_shufflevector(d, e, 0, 4, 1, 5);
      const auto de_high = __builtin_shufflevector(d, e, 2, 6, 3, 7);
      float* out = to + c * to_step + r;
      store<4>(out, __builtin_shufflevector(ab_low, de_low, 0, 1, 4, 5));
      store<4>(out + to_step, __builtin_shufflevector(ab_low, de_low, 2, 3, 6, 7));
      store<4>(out + 2 * to_step, __builtin_shufflevector(ab_high, de_high, 0, 1, 4, 5));
      store<4>(out + 3 * to_step, __builtin_shufflevector(ab_high, de_high, 2, 3, 6, 7));
    }
    for (std::size_t c = whole_cols; c < cols; ++c) {
      for (std::size_t i = r; i < r + 4; ++i) to[c * to_step + i] = from[i * from_step + c];
    }
  }
  for (std::size_t r = whole_rows; r < rows; ++r) {
    for (std::size_t c = 0; c < cols; ++c) to[c * to_step + r] = from[r * from_step + c];
  }
}

}  // namespace lull
