#pragma once
#include "features/front_kernel.hpp"
#include "features/lane_math.hpp"

/// From samples to log-mel bands, W frames side by side; compiled once for each instruction set.
namespace lull {

inline constexpr float level_floor_db = -100.0f, level_floor_power = 1e-10f;

/// A sum in four parts, value n in part n % 4. Named, not an array that is indexed: they stay in registers.
template <int W>
struct FourSums {
  Floats<W> a{}, b{}, c{}, d{};

  [[gnu::always_inline]] inline void add(std::size_t n, const Floats<W>& x) {
    if (n % 4 == 0) a += x;
    if (n % 4 == 1) b += x;
    if (n % 4 == 2) c += x;
    if (n % 4 == 3) d += x;
  }
  [[gnu::always_inline]] inline Floats<W> all() const { return (a + c) + (b + d); }
};

/// Adds the values from n to `end`, which stand `row` apart from `at` on.
template <int W>
[[gnu::always_inline]] static inline void add_rows(FourSums<W>& sums, std::size_t n, std::size_t end,
                                                   const float* at, std::size_t row) {
  for (; n < end && n % 4 != 0; ++n, at += row) sums.add(n, load<W>(at));
  for (; n + 4 <= end; n += 4, at += 4 * row) {
    sums.a += load<W>(at);
    sums.b += load<W>(at + row);
    sums.c += load<W>(at + 2 * row);
    sums.d += load<W>(at + 3 * row);
  }
  for (; n < end; ++n, at += row) sums.add(n, load<W>(at));
}

/// Value n without the mean, times the window, to out; returns its square before the window.
template <int W>
[[gnu::always_inline]] static inline Floats<W> window_row(const FrontTables& tables, std::size_t n,
                                                          const float* at, const Floats<W>& mean,
                                                          float* out) {
  const Floats<W> x = load<W>(at) - mean;
  store<W>(out + n * W, x * tables.window_values[n]);
  return x * x;
}

/// The same for the values from n to `end`.
template <int W>
[[gnu::always_inline]] static inline void window_rows(const FrontTables& tables, FourSums<W>& squares,
                                                      std::size_t n, std::size_t end, const float* at,
                                                      const Floats<W>& mean, float* out) {
  const std::size_t row = tables.row();
  for (; n < end && n % 4 != 0; ++n, at += row) squares.add(n, window_row<W>(tables, n, at, mean, out));
  for (; n + 4 <= end; n += 4, at += 4 * row) {
    squares.a += window_row<W>(tables, n, at, mean, out);
    squares.b += window_row<W>(tables, n + 1, at + row, mean, out);
    squares.c += window_row<W>(tables, n + 2, at + 2 * row, mean, out);
    squares.d += window_row<W>(tables, n + 3, at + 3 * row, mean, out);
  }
  for (; n < end; ++n, at += row) squares.add(n, window_row<W>(tables, n, at, mean, out));
}

/// Subtracts each frame's mean and applies the window. in: row `r` holds what stands at place r of every hop;
/// sample n of the frames is row n % hop from hop n / hop on. out: window x W. Returns the mean square before
/// the window, summed in four parts, as is the mean.
template <int W>
[[gnu::always_inline]] static inline Floats<W> windowed(const FrontTables& tables, const float* in,
                                                        float* out) {
  const std::size_t window = tables.window, hop = tables.hop;
  const float share = 1.0f / static_cast<float>(window);
  FourSums<W> sums, squares;
  for (std::size_t n = 0, hops = 0; n < window; n += hop, ++hops) {
    add_rows<W>(sums, n, window < n + hop ? window : n + hop, in + hops, tables.row());
  }
  const Floats<W> mean = sums.all() * share;
  for (std::size_t n = 0, hops = 0; n < window; n += hop, ++hops) {
    window_rows<W>(tables, squares, n, window < n + hop ? window : n + hop, in + hops, mean, out);
  }
  return squares.all() * share;
}

template <int W>
[[gnu::always_inline]] static inline void store_power(const FrontTables& tables, const float* data,
                                                      float* power) {
  const float scale = 0.25f * tables.power_scale;  // of the double of each bin
  const std::size_t points = tables.fft.points;
  const std::size_t below = tables.bins < points ? tables.bins : points;
  for (std::size_t k = 0; k < below; ++k) {
    const Complex<W> x = twice_real_bin<W>(tables.fft, data, k);
    store<W>(power + k * lanes, (x.re * x.re + x.im * x.im) * scale);
  }
  if (tables.bins <= points) return;
  const Complex<W> first = load_complex<W>(data);  // half the rate: even less odd samples
  const Floats<W> x = first.re - first.im;
  store<W>(power + points * lanes, x * x * tables.power_scale);
}

/// out: bands x lanes.
template <int W>
[[gnu::always_inline]] static inline void store_bands(const FrontTables& tables, const float* power,
                                                      float* out) {
  for (std::size_t band = 0; band < tables.bands; ++band) {
    const MelRow& row = tables.mel_rows[band];
    const float* weight = tables.mel_weights + row.first_weight;
    const float* bin = power + row.first_bin * lanes;
    Floats<W> energy{};
    for (std::size_t i = 0; i < row.count; ++i) energy += weight[i] * load<W>(bin + i * lanes);
    energy = greater<W>(energy, Floats<W>{} + tables.mel_floor);
    store<W>(out + band * lanes, db_per_octave * log2_of<W>(energy));
  }
}

template <int W>
[[gnu::always_inline]] static inline void measure_spectra(const SpectraRun& run) {
  const FrontTables& tables = *run.tables;
  float* data = run.work;
  float* places = run.work + 2 * tables.fft.points * lanes;
  const std::size_t row = tables.row(), samples = tables.samples();
  const std::size_t hops = samples / tables.hop;
  transpose(run.samples, tables.hop, places, row, hops, tables.hop);
  for (std::size_t i = hops * tables.hop; i < samples; ++i) {
    places[(i - hops * tables.hop) * row + hops] = run.samples[i];
  }
  for (std::size_t first = 0; first < lanes; first += W) {
    const Floats<W> square = windowed<W>(tables, places + first, data);
    const Floats<W> level = db_per_octave * log2_of<W>(greater<W>(square, Floats<W>{} + level_floor_power));
    store<W>(run.level + first, greater<W>(level, Floats<W>{} + level_floor_db));
    if (tables.window % 2 == 1) store<W>(data + tables.window * W, Floats<W>{});
    transform<W>(tables.fft, data, (tables.window + 1) / 2);
    store_power<W>(tables, data, run.power + first);
  }
  for (std::size_t first = 0; first < lanes; first += W) {
    store_bands<W>(tables, run.power + first, places + first);
  }
  transpose(places, lanes, run.bands, tables.bands, tables.bands, lanes);
}

}  // namespace lull
