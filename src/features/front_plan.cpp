#include "features/front_plan.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace lull {
namespace {

constexpr double shape_low_hz = 60, tilt_low_hz = 200, shape_high_hz = 3600;
// The band that may decide on pitch: below lies hum, above it phones hear nothing.
constexpr double pitch_band_low_hz = 100, pitch_band_high_hz = 3600;
constexpr double voice_low_hz = 150, voice_high_hz = 1000, hyper_low_hz = 900, hyper_high_hz = 2500;

double mel_of(double hertz) { return 2595.0 * std::log10(1.0 + hertz / 700.0); }
double hertz_of(double mel) { return 700.0 * (std::pow(10.0, mel / 2595.0) - 1.0); }

}  // namespace

std::vector<double> mel_edges(double low_hz, double high_hz, int bands) {
  const double low = mel_of(low_hz), high = mel_of(high_hz);
  std::vector<double> edges;
  for (int i = 0; i < bands + 2; ++i) edges.push_back(hertz_of(low + (high - low) * i / (bands + 1)));
  return edges;
}

FrontPlan::FrontPlan(const FrameOptions& options, const FrameGrid& grid)
    : bin_hz_(static_cast<double>(options.sample_rate_hz) / options.fft),
      points_(static_cast<std::size_t>(options.fft)),
      fft_(points_) {
  tables_.fft = fft_.tables();
  tables_.window = static_cast<std::size_t>(grid.window);
  tables_.hop = static_cast<std::size_t>(grid.hop);
  tables_.rate = static_cast<float>(options.sample_rate_hz);
  add_window();
  add_mel(options);
  add_shape();
  add_pitch();
}

std::size_t FrontPlan::bin_from(double hertz) const {
  return static_cast<std::size_t>(std::ceil(hertz / bin_hz_));
}
std::size_t FrontPlan::bin_to(double hertz) const {
  return static_cast<std::size_t>(std::floor(hertz / bin_hz_));
}

/// Periodic Hann window. A full-scale sine at the middle of a bin has the magnitude sum(window) / 2; its
/// power becomes 1.
void FrontPlan::add_window() {
  double sum = 0;
  for (std::size_t i = 0; i < tables_.window; ++i) {
    const double turn = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(tables_.window);
    window_.push_back(static_cast<float>(0.5 - 0.5 * std::cos(turn)));
    sum += static_cast<double>(window_.back());
  }
  tables_.window_values = window_.data();
  tables_.power_scale = static_cast<float>(4.0 / (sum * sum));
}

void FrontPlan::add_mel(const FrameOptions& options) {
  const auto edges = mel_edges(options.low_hz, options.high_hz, options.bands);
  for (std::size_t band = 0; band + 2 < edges.size(); ++band) {
    const double low = edges[band], peak = edges[band + 1], high = edges[band + 2];
    MelRow row{0, mel_weights_.size(), 0};
    for (std::size_t bin = 0; bin <= points_ / 2; ++bin) {
      const double hertz = static_cast<double>(bin) * bin_hz_;
      const double weight = std::min((hertz - low) / (peak - low), (high - hertz) / (high - peak));
      if (weight <= 0) continue;
      if (row.count++ == 0) row.first_bin = bin;
      mel_weights_.push_back(static_cast<float>(weight));
      tables_.bins = std::max(tables_.bins, bin + 1);
    }
    mel_rows_.push_back(row);
  }
  tables_.mel_rows = mel_rows_.data();
  tables_.mel_weights = mel_weights_.data();
  tables_.bands = mel_rows_.size();
  tables_.mel_floor = static_cast<float>(std::pow(10.0, options.floor_db / 10.0));
}

void FrontPlan::add_shape() {
  const std::size_t last = bin_to(shape_high_hz);
  tables_.bins = std::max(tables_.bins, last + 1);
  tables_.shape_first = bin_from(shape_low_hz);
  tables_.shape_count = last + 1 - tables_.shape_first;
  for (std::size_t bin = tables_.shape_first; bin <= last; ++bin) {
    hertz_.push_back(static_cast<float>(static_cast<double>(bin) * bin_hz_));
  }
  tables_.hertz = hertz_.data();

  tables_.tilt_first = bin_from(tilt_low_hz);
  tables_.tilt_count = last + 1 - tables_.tilt_first;
  std::vector<double> octave;
  double mean = 0;
  for (std::size_t bin = tables_.tilt_first; bin <= last; ++bin) {
    octave.push_back(std::log2(static_cast<double>(bin) * bin_hz_));
    mean += octave.back();
  }
  mean /= static_cast<double>(octave.size());
  double spread = 0;
  for (const double x : octave) spread += (x - mean) * (x - mean);
  for (const double x : octave) tilt_weights_.push_back(static_cast<float>((x - mean) / spread));
  tables_.tilt_weights = tilt_weights_.data();
}

void FrontPlan::add_pitch() {
  tables_.pitch_low = bin_from(pitch_band_low_hz);
  tables_.pitch_high = bin_to(pitch_band_high_hz);
  tables_.bins = std::max(tables_.bins, tables_.pitch_high + 1);
  // Half the transform and the window bound what lags there are: with short ones low voices have no pitch.
  const std::size_t longest = std::min(points_ / 2, tables_.window) - 2;
  const auto lags = [&](double low_hz, double high_hz) {
    const double rate = static_cast<double>(tables_.rate);
    return FrontTables::Lags{static_cast<std::size_t>(std::floor(rate / high_hz)),
                             std::min(longest, static_cast<std::size_t>(std::ceil(rate / low_hz)))};
  };
  tables_.lag_ranges = {lags(voice_low_hz, voice_high_hz), lags(hyper_low_hz, hyper_high_hz)};
  tables_.lag_count = std::max(tables_.lag_ranges[0].last, tables_.lag_ranges[1].last) + 2;
  for (std::size_t shift = 0; shift < tables_.lag_count; ++shift) {
    double sum = 0, whole = 0;
    for (std::size_t i = 0; i < window_.size(); ++i) {
      whole += static_cast<double>(window_[i]) * static_cast<double>(window_[i]);
      if (i + shift < window_.size()) {
        sum += static_cast<double>(window_[i]) * static_cast<double>(window_[i + shift]);
      }
    }
    window_gain_.push_back(static_cast<float>(whole / sum));
  }
  tables_.window_gain = window_gain_.data();
}

}  // namespace lull
