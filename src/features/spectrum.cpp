#include "features/spectrum.hpp"

#include <algorithm>
#include <cmath>

#include "features/elementary.hpp"
#include "features/lanes.hpp"

namespace lull {
namespace {

constexpr double band_low_hz = 60, band_high_hz = 3600, tilt_low_hz = 200;
constexpr float least_power = 1e-12f;

}  // namespace

SpectrumShape::SpectrumShape(const FrameOptions& options) {
  const double bin_hz = static_cast<double>(options.sample_rate_hz) / options.fft;
  first_ = static_cast<std::size_t>(std::ceil(band_low_hz / bin_hz));
  last_ = static_cast<std::size_t>(std::floor(band_high_hz / bin_hz));
  tilt_first_ = static_cast<std::size_t>(std::ceil(tilt_low_hz / bin_hz));
  for (std::size_t bin = first_; bin <= last_; ++bin) {
    hertz_.push_back(static_cast<float>(static_cast<double>(bin) * bin_hz));
  }
  std::vector<double> octave;
  double mean = 0;
  for (std::size_t bin = tilt_first_; bin <= last_; ++bin) {
    octave.push_back(std::log2(static_cast<double>(bin) * bin_hz));
    mean += octave.back();
  }
  mean /= static_cast<double>(octave.size());
  double spread = 0;
  for (const double x : octave) spread += (x - mean) * (x - mean);
  for (const double x : octave) tilt_weights_.push_back(static_cast<float>((x - mean) / spread));
}

Shape SpectrumShape::measure(std::span<const float> power, std::span<float> previous, std::span<float> logs,
                             std::span<float> magnitude) const {
  const std::size_t n = size();
  for (std::size_t i = 0; i < n; ++i) {
    const float p = std::max(power[first_ + i], least_power);
    logs[i] = p;
    magnitude[i] = std::sqrt(p);
  }
  const float sum = lane_sum(n, [&](std::size_t i) { return logs[i]; });
  const float weighted = lane_sum(n, [&](std::size_t i) { return logs[i] * hertz_[i]; });
  for (std::size_t i = 0; i < n; ++i) logs[i] = log2_of(logs[i]);

  Shape shape;
  shape.centroid_hz = weighted / sum;
  const auto above = logs.subspan(tilt_first_ - first_);
  shape.tilt_db = db_per_octave_of_power *
                  lane_sum(tilt_weights_.size(), [&](std::size_t i) { return tilt_weights_[i] * above[i]; });
  const float mean_log = lane_sum(n, [&](std::size_t i) { return logs[i]; }) / static_cast<float>(n);
  shape.flatness = std::min(1.0f, exp2_of(mean_log) * static_cast<float>(n) / sum);

  // `sum` of powers is the squared length of the magnitudes.
  const float scale = 1.0f / std::sqrt(sum);
  for (std::size_t i = 0; i < n; ++i) magnitude[i] *= scale;
  const bool had_previous = previous[0] > 0;  // floored magnitudes are never 0
  const float alike = lane_sum(n, [&](std::size_t i) { return magnitude[i] * previous[i]; });
  shape.flux = had_previous ? std::max(0.0f, 2.0f - 2.0f * alike) : 0.0f;
  std::copy_n(magnitude.begin(), n, previous.begin());
  return shape;
}

}  // namespace lull
