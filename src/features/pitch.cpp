#include "features/pitch.hpp"

#include <algorithm>
#include <cmath>

#include "features/elementary.hpp"

namespace lull {
namespace {

constexpr double lowest_hz = 150, voice_high_hz = 1000, hyper_low_hz = 900, highest_hz = 2500;
// What a peak loses for each octave it lies below the highest F0: of lags that fit equally well the shortest
// wins. Boersma 1993 uses .01 for speech; .02 keeps cries, whose even harmonics are strong, from falling an
// octave (chosen by us on synthetic tones).
constexpr float octave_penalty = 0.02f;
constexpr float least_periodicity = 0.45f;  // metrics.md, section 3
// The band that may decide: below lies hum, above it phones hear nothing.
constexpr double band_low_hz = 100, band_high_hz = 3600;

/// Where, within half a sample of the middle, a cosine through three equally spaced values peaks, and how
/// high. Exact for a pure tone, even at 2500 Hz, where a parabola would be off by a percent.
struct Peak {
  float offset, height;
};
Peak cosine_peak(float before, float middle, float after) {
  const float cosine = std::clamp((before + after) / (2 * middle), -1.0f, 1.0f);
  const float step = std::acos(cosine);
  if (step < 1e-3f) return {0, middle};
  const float phase = std::atan((after - before) / (2 * middle * std::sin(step)));
  return {phase / step, middle / std::cos(phase)};
}

}  // namespace

PitchSearch::PitchSearch(const FrameOptions& options, std::span<const float> window, const RealFft& fft)
    : fft_(fft), rate_(static_cast<float>(options.sample_rate_hz)), window_gain_(fft.points()) {
  const double bin_hz = options.sample_rate_hz / static_cast<double>(options.fft);
  low_bin_ = static_cast<std::size_t>(std::ceil(band_low_hz / bin_hz));
  high_bin_ = static_cast<std::size_t>(std::floor(band_high_hz / bin_hz));
  const auto lag = [&](double hertz) { return options.sample_rate_hz / hertz; };
  voice_ = {static_cast<std::size_t>(std::floor(lag(voice_high_hz))),
            static_cast<std::size_t>(std::ceil(lag(lowest_hz)))};
  high_ = {static_cast<std::size_t>(std::floor(lag(highest_hz))),
           static_cast<std::size_t>(std::ceil(lag(hyper_low_hz)))};
  for (std::size_t shift = 0; shift <= voice_.last + 1; ++shift) {
    double sum = 0, whole = 0;
    for (std::size_t i = 0; i < window.size(); ++i) {
      whole += static_cast<double>(window[i]) * window[i];
      if (i + shift < window.size()) sum += static_cast<double>(window[i]) * window[i + shift];
    }
    window_gain_[shift] = static_cast<float>(whole / sum);
  }
}

void PitchSearch::search(std::span<const float> normal, Range range, float& best, Pitch& pitch) const {
  for (std::size_t lag = range.first; lag <= range.last; ++lag) {
    const float middle = normal[lag];
    if (middle < 0.3f || middle < normal[lag - 1] || middle <= normal[lag + 1]) continue;
    const Peak peak = cosine_peak(normal[lag - 1], middle, normal[lag + 1]);
    const float exact_lag = static_cast<float>(lag) + peak.offset;
    const float hertz = rate_ / exact_lag;
    if (hertz < static_cast<float>(lowest_hz) || hertz > static_cast<float>(highest_hz)) continue;
    const float height = std::min(peak.height, 1.0f);
    const float merit = height - octave_penalty * log2_of(static_cast<float>(highest_hz) / hertz);
    if (merit > best) {
      best = merit;
      pitch = {hertz, height};
    }
  }
}

Pitch PitchSearch::find(std::span<const float> power, AlignedFloats& spectrum,
                        AlignedFloats& correlation) const {
  std::fill_n(spectrum.data(), spectrum.size(), 0.0f);
  for (std::size_t bin = low_bin_; bin <= high_bin_; ++bin) spectrum[2 * bin] = power[bin];
  fft_.inverse(spectrum, correlation);
  const float whole = correlation[0];
  if (whole <= 0) return {};
  const std::size_t lags = voice_.last + 2;
  for (std::size_t lag = 0; lag < lags; ++lag) correlation[lag] *= window_gain_[lag] / whole;
  Pitch pitch;
  float best = -1;
  const std::span<const float> normal(correlation.data(), lags);
  search(normal, voice_, best, pitch);
  search(normal, high_, best, pitch);
  if (pitch.periodicity < least_periodicity) pitch.hertz = 0;
  return pitch;
}

}  // namespace lull
