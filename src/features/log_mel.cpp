#include "features/log_mel.hpp"

#include <algorithm>
#include <cmath>

#include "features/elementary.hpp"

namespace lull {
namespace {

double mel_of(double hertz) { return 2595.0 * std::log10(1.0 + hertz / 700.0); }
double hertz_of(double mel) { return 700.0 * (std::pow(10.0, mel / 2595.0) - 1.0); }

}  // namespace

std::vector<double> mel_edges(double low_hz, double high_hz, int bands) {
  const double low = mel_of(low_hz), high = mel_of(high_hz);
  std::vector<double> edges;
  for (int i = 0; i < bands + 2; ++i) edges.push_back(hertz_of(low + (high - low) * i / (bands + 1)));
  return edges;
}

MelBands::MelBands(const FrameOptions& options)
    : floor_power_(static_cast<float>(std::pow(10.0, options.floor_db / 10.0))) {
  const auto edges = mel_edges(options.low_hz, options.high_hz, options.bands);
  const double bin_hz = static_cast<double>(options.sample_rate_hz) / options.fft;
  for (std::size_t band = 0; band + 2 < edges.size(); ++band) {
    const double low = edges[band], peak = edges[band + 1], high = edges[band + 2];
    Row row{0, weights_.size(), 0};
    for (int bin = 0; bin <= options.fft / 2; ++bin) {
      const double hertz = bin * bin_hz;
      const double weight = std::min((hertz - low) / (peak - low), (high - hertz) / (high - peak));
      if (weight <= 0) continue;
      if (row.count++ == 0) row.first_bin = static_cast<std::size_t>(bin);
      weights_.push_back(static_cast<float>(weight));
    }
    rows_.push_back(row);
  }
}

void MelBands::apply(std::span<const float> power, std::span<float> out) const {
  for (std::size_t band = 0; band < rows_.size(); ++band) {
    const Row& row = rows_[band];
    float energy = 0;
    for (std::size_t i = 0; i < row.count; ++i) {
      energy += weights_[row.first_weight + i] * power[row.first_bin + i];
    }
    out[band] = std::max(energy, floor_power_);
  }
  // A loop of its own, so that the compiler can take several logarithms at once.
  for (float& value : out) value = decibels(value);
}

}  // namespace lull
