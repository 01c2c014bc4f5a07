#pragma once
#include "features/front_kernel.hpp"
#include "features/lane_math.hpp"

/// From samples to log-mel bands, W frames side by side; compiled once for each instruction set.
namespace lull {

inline constexpr float level_floor_db = -100.0f, level_floor_power = 1e-10f;

/// Subtracts each frame's mean and applies the window. in: row `r` holds what stands at place r of every hop;
/// sample n of the frames is row n % hop from hop n / hop on. out: window x W. Returns the mean square before
/// the window, summed in four parts, as is the mean.
template <int W>
[[gnu::always_inline]] static inline Floats<W> windowed(const FrontTables& tables, const float* in,
                                                        float* out) {
  const std::size_t row = tables.row();
  const float share = 1.0f / static_cast<float>(tables.window);
  Floats<W> sums[4] = {}, squares[4] = {};
  for (std::size_t n = 0, hop = 0; n < tables.window; ++hop) {
    const std::size_t end = tables.window < n + tables.hop ? tables.window : n + tables.hop;
    for (const float* at = in + hop; n < end; ++n, at += row) sums[n % 4] += load<W>(at);
  }
  const Floats<W> mean = ((sums[0] + sums[2]) + (sums[1] + sums[3])) * share;
  for (std::size_t n = 0, hop = 0; n < tables.window; ++hop) {
    const std::size_t end = tables.window < n + tables.hop ? tables.window : n + tables.hop;
    for (const float* at = in + hop; n < end; ++n, at += row) {
      const Floats<W> x = load<W>(at) - mean;
      squares[n % 4] += x * x;
      store<W>(out + n * W, x * tables.window_values[n]);
    }
  }
  return ((squares[0] + squares[2]) + (squares[1] + squares[3])) * share;
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
