#include "pipeline/coarse_meter.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "features/front_plan.hpp"

namespace lull {
namespace {

/// The first of `from` mel bands that belongs to a coarse one; of the one behind the last, `from`.
std::size_t first_of(std::size_t coarse, std::size_t from) { return coarse * from / CoarseSpectrum::bands; }

std::size_t second_of(FrameGrid grid, FrameIndex frame) {
  return static_cast<std::size_t>(grid.start_of(frame).count() / 1000);
}

}  // namespace

std::array<double, CoarseSpectrum::bands + 1> coarse_edges(const FrameOptions& options) {
  // A triangle starts at one edge, peaks at the next: bands part halfway between their peaks.
  const auto peaks = mel_edges(options.low_hz, options.high_hz, options.bands);
  std::array<double, CoarseSpectrum::bands + 1> edges{};
  for (std::size_t i = 1; i < CoarseSpectrum::bands; ++i) {
    const std::size_t first = first_of(i, static_cast<std::size_t>(options.bands));
    edges[i] = (peaks[first] + peaks[first + 1]) / 2;
  }
  edges.front() = options.low_hz;
  edges.back() = options.high_hz;
  return edges;
}

CoarseMeter::CoarseMeter(FrameGrid grid, const FrameOptions& options, FrameIndex from)
    : grid_(grid), from_(from), sums_(static_cast<std::size_t>(options.bands)) {
  second_ = second_of(grid, from);
  if (from.value > 0 && second_of(grid, from + -1) == second_) ++second_;
  ended_.first = second_;
}

void CoarseMeter::add(const FeatureBlock& features) {
  const MatrixView& bands = features.data.bands;
  for (std::size_t i = 0; i < bands.rows; ++i) {
    const FrameIndex frame = features.first + (from_.value + static_cast<std::int64_t>(i));
    const std::size_t second = second_of(grid_, frame);
    if (second < second_) continue;
    if (second > second_) close_second();
    const auto row = bands.row(i);
    std::transform(row.begin(), row.end(), sums_.begin(), sums_.begin(), std::plus<>());
    ++frames_;
  }
  if (features.last && frames_ > 0) close_second();
}

void CoarseMeter::close_second() {
  CoarseSpectrum::Second levels{};
  for (std::size_t i = 0; i < levels.size(); ++i) {
    const std::size_t first = first_of(i, sums_.size()), end = first_of(i + 1, sums_.size());
    float sum = 0;
    for (std::size_t band = first; band < end; ++band) sum += sums_[band];
    const float mean = sum / static_cast<float>((end - first) * static_cast<std::size_t>(frames_));
    levels[i] = static_cast<std::int8_t>(std::lround(std::clamp(mean, -120.0F, 40.0F)));
  }
  ended_.seconds.push_back(levels);
  ++second_;
  std::fill(sums_.begin(), sums_.end(), 0.0F);
  frames_ = 0;
}

CoarseMeter::Seconds CoarseMeter::take() {
  const std::size_t next = ended_.first + ended_.seconds.size();
  return std::exchange(ended_, {next, {}});
}

}  // namespace lull
