#include "features/kaldi_mel.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "features/cosines.hpp"
#include "features/elementary.hpp"
#include "lull/core/error.hpp"

namespace lull {
namespace {

constexpr double low_hz = 20, lifter_length = 22, window_power = 0.85;
constexpr float preemphasis = 0.97f;
constexpr float full_scale = 32768;  // Kaldi reads 16-bit samples as they are
constexpr float least_energy = std::numeric_limits<float>::epsilon();
constexpr int W = KaldiMel::side_by_side;

double kaldi_mel_of(double hertz) { return 1127.0 * std::log(1.0 + hertz / 700.0); }

float natural_log(float x) { return 0.69314718f * log2_of(x); }

}  // namespace

KaldiPlan::KaldiPlan(const FrameGrid& grid, std::size_t points)
    : fft_(points), hop_(static_cast<std::size_t>(grid.hop)), cosines_(cosine_rows(coefficients, bands)) {
  const auto last = static_cast<double>(grid.window - 1);
  for (std::int64_t i = 0; i < grid.window; ++i) {
    const double hann = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(i) / last);
    window_.push_back(static_cast<float>(std::pow(hann, window_power)));
  }
  for (std::size_t n = 0; n < coefficients; ++n) {
    const double turn = std::numbers::pi * static_cast<double>(n) / lifter_length;
    lifter_.push_back(static_cast<float>(1 + lifter_length / 2 * std::sin(turn)));
  }
  add_bands(grid, points);
}

/// Triangles that are straight on the mel scale, unlike ours; the bin at half the rate is in none.
void KaldiPlan::add_bands(const FrameGrid& grid, std::size_t points) {
  const auto rate = static_cast<double>(grid.rate.hertz());
  const double low = kaldi_mel_of(low_hz), step = (kaldi_mel_of(rate / 2) - low) / (bands + 1);
  for (std::size_t band = 0; band < bands; ++band) {
    const double left = low + static_cast<double>(band) * step, peak = left + step, right = peak + step;
    MelRow row{0, weights_.size(), 0};
    for (std::size_t bin = 0; bin < points / 2; ++bin) {
      const double mel = kaldi_mel_of(static_cast<double>(bin) * rate / static_cast<double>(points));
      const double weight = std::min((mel - left) / (peak - left), (right - mel) / (right - peak));
      if (weight <= 0) continue;
      if (row.count++ == 0) row.first_bin = bin;
      weights_.push_back(static_cast<float>(weight));
    }
    if (row.count == 0) {
      throw Error(Fault::usage, "fft", "too short for Kaldi's bands", "give a longer transform");
    }
    rows_.push_back(row);
  }
}

KaldiMel::KaldiMel(const KaldiPlan& plan)
    : plan_(plan), data_(2 * plan.fft_.tables().points * W), power_(plan.fft_.tables().points * W) {}

float KaldiMel::fill(const float* samples, std::size_t lane) {
  const std::size_t length = plan_.window_.size();
  double sum = 0, squares = 0;
  for (std::size_t i = 0; i < length; ++i) sum += static_cast<double>(samples[i]);
  const auto mean = static_cast<float>(sum / static_cast<double>(length));
  float before = samples[0] - mean;  // the first sample is its own predecessor
  for (std::size_t i = 0; i < length; ++i) {
    const float x = samples[i] - mean;
    squares += static_cast<double>(x) * static_cast<double>(x);
    data_.data()[i * W + lane] = full_scale * plan_.window_[i] * (x - preemphasis * before);
    before = x;
  }
  const auto energy =
      static_cast<float>(squares * static_cast<double>(full_scale) * static_cast<double>(full_scale));
  return natural_log(std::max(energy, least_energy));
}

void KaldiMel::measure(const float* samples, float* mel, float* mfcc, std::size_t step) {
  const FftTables fft = plan_.fft_.tables();
  const std::size_t length = plan_.window_.size();
  std::array<float, side_by_side> log_energy{};
  for (std::size_t lane = 0; lane < side_by_side; ++lane) {
    log_energy[lane] = fill(samples + lane * plan_.hop_, lane);
    if (length % 2 == 1) data_.data()[length * W + lane] = 0;
  }
  transform<W>(fft, data_.data(), (length + 1) / 2);
  for (std::size_t bin = 0; bin < fft.points; ++bin) {
    const Complex<W> x = twice_real_bin<W>(fft, data_.data(), bin);
    store<W>(power_.data() + bin * W, (x.re * x.re + x.im * x.im) * 0.25f);
  }
  for (std::size_t lane = 0; lane < side_by_side; ++lane) {
    float* const to = mel + lane * step;
    for (std::size_t band = 0; band < KaldiPlan::bands; ++band) {
      const MelRow& row = plan_.rows_[band];
      double energy = 0;
      for (std::size_t i = 0; i < row.count; ++i) {
        energy += static_cast<double>(plan_.weights_[row.first_weight + i]) *
                  static_cast<double>(power_[(row.first_bin + i) * W + lane]);
      }
      to[band] = natural_log(std::max(static_cast<float>(energy), least_energy));
    }
    float* const cepstrum = mfcc + lane * step;
    transform_cosine(plan_.cosines_, to, KaldiPlan::bands, cepstrum, KaldiPlan::coefficients);
    for (std::size_t n = 1; n < KaldiPlan::coefficients; ++n) cepstrum[n] *= plan_.lifter_[n];
    cepstrum[0] = log_energy[lane];
  }
}

}  // namespace lull
