#include "features/cosines.hpp"

#include <cmath>
#include <numbers>

namespace lull {

std::vector<float> cosine_rows(std::size_t count, std::size_t bands) {
  std::vector<float> rows;
  const auto all = static_cast<double>(bands);
  for (std::size_t n = 0; n < count; ++n) {
    const double scale = std::sqrt((n == 0 ? 1.0 : 2.0) / all);
    for (std::size_t k = 0; k < bands; ++k) {
      const double turn = std::numbers::pi * static_cast<double>(n) * (static_cast<double>(k) + 0.5) / all;
      rows.push_back(static_cast<float>(scale * std::cos(turn)));
    }
  }
  return rows;
}

void transform_cosine(const std::vector<float>& rows, const float* values, std::size_t bands, float* to,
                      std::size_t count) {
  for (std::size_t n = 0; n < count; ++n) {
    const float* row = rows.data() + n * bands;
    double sum = 0;
    for (std::size_t k = 0; k < bands; ++k)
      sum += static_cast<double>(row[k]) * static_cast<double>(values[k]);
    to[n] = static_cast<float>(sum);
  }
}

}  // namespace lull
