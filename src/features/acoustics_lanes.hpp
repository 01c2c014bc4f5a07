#pragma once
#include "features/front_kernel.hpp"
#include "features/lane_math.hpp"

/// From power spectra to shape and pitch, W frames side by side; compiled once for each instruction set.
namespace lull {

inline constexpr float least_power = 1e-12f;
// Below this a frame has no pitch: under the noise of any 16-bit microphone, so only silence loses it.
inline constexpr float quietest_pitch_db = -75.0f;
inline constexpr float lowest_pitch_hz = 150, highest_pitch_hz = 2500;
// What a peak loses for each octave it lies below the highest F0: of lags that fit equally well the shortest
// wins. Boersma 1993 uses .01 for speech; .02 keeps cries, whose even harmonics are strong, from falling an
// octave (chosen by us on synthetic tones).
inline constexpr float octave_penalty = 0.02f;
inline constexpr float least_periodicity = 0.45f;  // metrics.md, section 3
inline constexpr float least_peak = 0.3f;

template <int W>
[[gnu::always_inline]] static inline Floats<W> tilt_of(const FrontTables& tables, const float* power) {
  Floats<W> sum{};
  for (std::size_t i = 0; i < tables.tilt_count; ++i) {
    const Floats<W> p = load<W>(power + (tables.tilt_first + i) * lanes);
    sum += tables.tilt_weights[i] * log2_of<W>(greater<W>(p, Floats<W>{} + least_power));
  }
  return db_per_octave * sum;
}

/// Centroid, flux and flatness of the frames from lane `first` on.
template <int W>
[[gnu::always_inline]] static inline void measure_shape(const AcousticsRun& run, std::size_t first) {
  const FrontTables& tables = *run.tables;
  const auto count = static_cast<float>(tables.shape_count);
  Floats<W> sum{}, weighted{}, logs{}, alike{};
  for (std::size_t i = 0; i < tables.shape_count; ++i) {
    const Floats<W> p =
        greater<W>(load<W>(run.power + (tables.shape_first + i) * lanes + first), Floats<W>{} + least_power);
    sum += p;
    weighted += tables.hertz[i] * p;
    logs += log2_of<W>(p);
  }
  // The sum of powers is the squared length of the magnitudes.
  const Floats<W> scale = 1.0f / root_of<W>(sum);
  for (std::size_t i = 0; i < tables.shape_count; ++i) {
    const Floats<W> p =
        greater<W>(load<W>(run.power + (tables.shape_first + i) * lanes + first), Floats<W>{} + least_power);
    const Floats<W> magnitude = root_of<W>(p) * scale;
    float* at = run.magnitudes + i * (1 + lanes) + first;
    store<W>(at + 1, magnitude);
    alike += magnitude * load<W>(at);
  }
  const Floats<W> before = load<W>(run.magnitudes + first);  // floored magnitudes are never 0
  const Floats<W> flux = greater<W>(2.0f - 2.0f * alike, Floats<W>{});
  store<W>(run.centroid + first, weighted / sum);
  store<W>(run.flux + first, before > 0.0f ? flux : Floats<W>{});
  store<W>(run.flatness + first, lesser<W>(exp2_of<W>(logs / count) * count / sum, Floats<W>{} + 1.0f));
}

/// The best peak of each lane so far.
template <int W>
struct BestPeak {
  Floats<W> merit, hertz, height;
};

/// Weighs the peak at `lag` in the lanes of `here`: where, within half a sample, a cosine through three
/// equally spaced values peaks, and how high. Exact for a pure tone, even at 2500 Hz, where a parabola would
/// be off by a percent.
template <int W>
[[gnu::always_inline]] static inline void weigh(const FrontTables& tables, std::size_t lag, Integers<W> here,
                                                const Floats<W>& before, const Floats<W>& middle,
                                                const Floats<W>& after, BestPeak<W>& best) {
  const Floats<W> one = Floats<W>{} + 1.0f;
  Floats<W> cosine = (before + after) / (2.0f * middle);
  cosine = lesser<W>(greater<W>(cosine, -one), one);
  const Floats<W> step = 2.0f * arctangent<W>(root_of<W>((one - cosine) / (one + cosine)));
  const Floats<W> sine = root_of<W>((one - cosine) * (one + cosine));
  const Floats<W> slope = (after - before) / (2.0f * middle * sine);
  const Floats<W> angle = arctangent<W>(slope < 0.0f ? -slope : slope);
  const Integers<W> flat = step < 1e-3f;
  const Floats<W> offset = flat ? Floats<W>{} : (slope < 0.0f ? -angle : angle) / step;
  const Floats<W> height = flat ? middle : middle * root_of<W>(one + slope * slope);
  const Floats<W> hertz = tables.rate / (static_cast<float>(lag) + offset);
  const Floats<W> capped = lesser<W>(height, one);
  const Floats<W> merit = capped - octave_penalty * log2_of<W>(highest_pitch_hz / hertz);
  here &= (hertz >= lowest_pitch_hz) & (hertz <= highest_pitch_hz) & (merit > best.merit);
  best.merit = here ? merit : best.merit;
  best.hertz = here ? hertz : best.hertz;
  best.height = here ? capped : best.height;
}

/// The autocorrelation, lag_count x W, as the transform of the power within the band: power is real and even,
/// so the real part of one side's transform is half of it. Divided by that of the window, and by lag 0.
/// Returns lag 0 before that.
template <int W>
[[gnu::always_inline]] static inline Floats<W> correlate(const FrontTables& tables, const float* power,
                                                         float* data, float* correlation) {
  const std::size_t rows = tables.pitch_high / 2 + 1;
  for (std::size_t bin = 0; bin < 2 * rows; ++bin) {
    const bool inside = bin >= tables.pitch_low && bin <= tables.pitch_high;
    store<W>(data + bin * W, inside ? load<W>(power + bin * lanes) : Floats<W>{});
  }
  transform<W>(tables.fft, data, rows);
  const Floats<W> whole = twice_real_bin<W>(tables.fft, data, 0).re;
  const Floats<W> scale = 1.0f / whole;
  for (std::size_t lag = 0; lag < tables.lag_count; ++lag) {
    const Floats<W> here = twice_real_bin<W>(tables.fft, data, lag).re;
    store<W>(correlation + lag * W, here * (tables.window_gain[lag] * scale));
  }
  return whole;
}

template <int W>
[[gnu::always_inline]] static inline void find_pitch(const AcousticsRun& run, std::size_t first) {
  const FrontTables& tables = *run.tables;
  float* correlation = run.work + 2 * tables.fft.points * lanes;
  const Floats<W> whole = correlate<W>(tables, run.power + first, run.work, correlation);
  const Integers<W> audible = (whole > 0.0f) & (load<W>(run.level + first) >= quietest_pitch_db);
  BestPeak<W> best{Floats<W>{} - 1.0f, Floats<W>{}, Floats<W>{}};
  for (const FrontTables::Lags& range : {tables.lag_ranges[0], tables.lag_ranges[1]}) {
    for (std::size_t lag = range.first; lag <= range.last; ++lag) {
      const float* at = correlation + lag * W;
      const Floats<W> before = load<W>(at - W), middle = load<W>(at), after = load<W>(at + W);
      const Integers<W> here = audible & (middle >= least_peak) & (middle >= before) & (middle > after);
      if (any<W>(here)) weigh<W>(tables, lag, here, before, middle, after, best);
    }
  }
  store<W>(run.periodicity + first, best.height);
  store<W>(run.f0 + first, best.height < least_periodicity ? Floats<W>{} : best.hertz);
}

template <int W>
[[gnu::always_inline]] static inline void measure_acoustics(const AcousticsRun& run) {
  const FrontTables& tables = *run.tables;
  if (run.centroid) {
    for (std::size_t i = 0; i < tables.shape_count; ++i) {
      run.magnitudes[i * (1 + lanes)] = run.magnitudes[i * (1 + lanes) + lanes];
    }
  }
  for (std::size_t first = 0; first < lanes; first += W) {
    store<W>(run.tilt + first, tilt_of<W>(tables, run.power + first));
    if (run.centroid) measure_shape<W>(run, first);
    find_pitch<W>(run, first);
  }
}

}  // namespace lull
