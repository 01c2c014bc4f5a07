#pragma once
#include <cstddef>

#include "core/vectors.hpp"

/// Transforms of several frames side by side: one frame a lane.
namespace lull {

/// What a transform of M complex points needs besides its data, M a power of two.
struct FftTables {
  std::size_t points = 0;  // M
  const float* turns =
      nullptr;  // for L = M, M/4, .. above 4, for n below L/4: w, w^2, w^3, w = e^(-2 pi i n/L)
  const std::size_t* position = nullptr;  // where the transform leaves frequency k, for each k
  const float* half_turns = nullptr;      // e^(-2 pi i k / 2M), for k below M
};

template <int W>
struct Complex {
  Floats<W> re, im;
};

template <int W>
[[gnu::always_inline]] static inline Complex<W> load_complex(const float* row) {
  return {load<W>(row), load<W>(row + W)};
}
template <int W>
[[gnu::always_inline]] static inline void store_complex(float* row, const Complex<W>& x) {
  store<W>(row, x.re);
  store<W>(row + W, x.im);
}
template <int W>
[[gnu::always_inline]] static inline Complex<W> turned(const Complex<W>& x, const float* by) {
  return {x.re * by[0] - x.im * by[1], x.re * by[1] + x.im * by[0]};
}

/// The butterfly of radix 4 over rows `step` floats apart, decimating in frequency. Of its four inputs the
/// first `Inputs` are there, the others are 0. Without `turns` the factors are 1.
template <int W, int Inputs, bool Turns>
[[gnu::always_inline]] static inline void butterfly(float* at, std::size_t step, const float* turns) {
  const Complex<W> a = load_complex<W>(at);
  Complex<W> even{a.re, a.im}, odd{a.re, a.im}, sum{}, difference{};
  if constexpr (Inputs > 2) {
    const Complex<W> c = load_complex<W>(at + 2 * step);
    even = {a.re + c.re, a.im + c.im};
    odd = {a.re - c.re, a.im - c.im};
  }
  if constexpr (Inputs > 1) sum = difference = load_complex<W>(at + step);
  if constexpr (Inputs > 3) {
    const Complex<W> d = load_complex<W>(at + 3 * step);
    difference = {sum.re - d.re, sum.im - d.im};
    sum = {sum.re + d.re, sum.im + d.im};
  }
  const Complex<W> y0{even.re + sum.re, even.im + sum.im}, y2{even.re - sum.re, even.im - sum.im};
  const Complex<W> y1{odd.re + difference.im, odd.im - difference.re};
  const Complex<W> y3{odd.re - difference.im, odd.im + difference.re};
  store_complex<W>(at, y0);
  store_complex<W>(at + step, Turns ? turned<W>(y1, turns) : y1);
  store_complex<W>(at + 2 * step, Turns ? turned<W>(y2, turns + 2) : y2);
  store_complex<W>(at + 3 * step, Turns ? turned<W>(y3, turns + 4) : y3);
}

/// The first stage, whose input has `rows` complex rows and zeros (which need not be there) behind them.
template <int W>
[[gnu::always_inline]] static inline void first_stage(const FftTables& tables, float* data,
                                                      std::size_t rows) {
  const std::size_t quarter = tables.points / 4, step = quarter * 2 * W;
  for (std::size_t n = 0; n < quarter; ++n) {
    float* at = data + n * 2 * W;
    const float* turns = tables.turns + 6 * n;
    if (n + 3 * quarter < rows) {
      butterfly<W, 4, true>(at, step, turns);
    } else if (n + 2 * quarter < rows) {
      butterfly<W, 3, true>(at, step, turns);
    } else if (n + quarter < rows) {
      butterfly<W, 2, true>(at, step, turns);
    } else {
      if (n >= rows) store_complex<W>(at, Complex<W>{});
      butterfly<W, 1, true>(at, step, turns);
    }
  }
}

/// data: points rows of W real parts and W imaginary parts; afterwards frequency k stands in row position[k].
/// The first `rows` of them are the input; what lies behind counts as 0. At least 16 points.
template <int W>
[[gnu::always_inline]] static inline void transform(const FftTables& tables, float* data, std::size_t rows) {
  first_stage<W>(tables, data, rows);
  const std::size_t quarter = tables.points / 4;
  // A quarter after the other, each to its end: it then stays in the nearest cache.
  for (std::size_t part = 0; part < 4; ++part) {
    float* from = data + part * quarter * 2 * W;
    const float* turns = tables.turns + 6 * quarter;
    std::size_t length = quarter;
    for (; length > 4; turns += 6 * (length / 4), length /= 4) {
      const std::size_t step = length / 4 * 2 * W;
      for (std::size_t block = 0; block < quarter; block += length) {
        for (std::size_t n = 0; n < length / 4; ++n) {
          butterfly<W, 4, true>(from + (block + n) * 2 * W, step, turns + 6 * n);
        }
      }
    }
    for (std::size_t block = 0; length == 4 && block < quarter; block += 4) {
      butterfly<W, 4, false>(from + block * 2 * W, 2 * W, nullptr);
    }
    for (std::size_t block = 0; length == 2 && block < quarter; block += 2) {
      float* at = from + block * 2 * W;
      const Complex<W> a = load_complex<W>(at), b = load_complex<W>(at + 2 * W);
      store_complex<W>(at, {a.re + b.re, a.im + b.im});
      store_complex<W>(at + 2 * W, {a.re - b.re, a.im - b.im});
    }
  }
}

/// Twice the frequency k of the 2M real points whose pairs were transformed as M complex ones, k below M.
template <int W>
[[gnu::always_inline]] static inline Complex<W> twice_real_bin(const FftTables& tables, const float* data,
                                                               std::size_t k) {
  const Complex<W> z = load_complex<W>(data + tables.position[k] * 2 * W);
  const Complex<W> mirror =
      load_complex<W>(data + tables.position[(tables.points - k) % tables.points] * 2 * W);
  const Complex<W> even{z.re + mirror.re, z.im - mirror.im}, odd{z.im + mirror.im, mirror.re - z.re};
  const Complex<W> turned_odd = turned<W>(odd, tables.half_turns + 2 * k);
  return {even.re + turned_odd.re, even.im + turned_odd.im};
}

}  // namespace lull
