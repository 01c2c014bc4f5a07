#include "pipeline/evaluate_groups.hpp"

namespace lull {

std::uint64_t Draw::next() {
  state_ += 0x9E3779B97F4A7C15u;
  std::uint64_t mixed = state_;
  mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
  mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
  return mixed ^ (mixed >> 31);
}

std::size_t Draw::below(std::size_t bound) {
  // Numbers past the last whole multiple of the bound would favour small results; they are drawn again.
  const std::uint64_t uneven = (0 - static_cast<std::uint64_t>(bound)) % bound;
  for (;;) {
    const std::uint64_t number = next();
    if (number >= uneven) return number % bound;
  }
}

std::optional<std::array<double, 2>> percentile_interval(const std::vector<double>& values, int draws) {
  if (values.empty() || 2 * values.size() < static_cast<std::size_t>(draws)) return std::nullopt;
  return std::array{quantile(values, 0.025), quantile(values, 0.975)};
}

}  // namespace lull
