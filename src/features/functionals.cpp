#include "features/functionals.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace lull {
namespace {

constexpr std::array<double, 5> shares{0.05, 0.25, 0.5, 0.75, 0.95};

float quantile(const std::vector<float>& sorted, double share) {
  const double place = share * static_cast<double>(sorted.size() - 1);
  const auto below = static_cast<std::size_t>(place);
  const std::size_t above = std::min(below + 1, sorted.size() - 1);
  const auto low = static_cast<double>(sorted[below]), high = static_cast<double>(sorted[above]);
  return static_cast<float>(low + (place - static_cast<double>(below)) * (high - low));
}

/// Least squares, a step; NaN for one value alone.
double slope_of(std::span<const float> values, double mean, std::size_t count) {
  double place = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (!std::isnan(values[i])) place += static_cast<double>(i);
  }
  place /= static_cast<double>(count);
  double both = 0, spread = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) continue;
    const double away = static_cast<double>(i) - place;
    both += away * (static_cast<double>(values[i]) - mean);
    spread += away * away;
  }
  return both / spread;
}

}  // namespace

Functionals functionals(std::span<const float> values, double step_s, std::vector<float>& work) {
  Functionals out;
  out.fill(std::numeric_limits<float>::quiet_NaN());
  work.clear();
  double sum = 0;
  for (const float value : values) {
    if (std::isnan(value)) continue;
    work.push_back(value);
    sum += static_cast<double>(value);
  }
  if (work.empty()) return out;
  const double mean = sum / static_cast<double>(work.size());
  double squares = 0;
  for (const float value : work)
    squares += (static_cast<double>(value) - mean) * (static_cast<double>(value) - mean);
  std::sort(work.begin(), work.end());
  out[0] = static_cast<float>(mean);
  for (std::size_t i = 0; i < shares.size(); ++i) out[2 + i] = quantile(work, shares[i]);
  if (work.size() < 2) return out;
  out[1] = static_cast<float>(std::sqrt(squares / static_cast<double>(work.size() - 1)));
  out[7] = static_cast<float>(slope_of(values, mean, work.size()) / step_s);
  return out;
}

}  // namespace lull
