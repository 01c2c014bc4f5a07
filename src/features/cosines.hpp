#pragma once
#include <cstddef>
#include <vector>

namespace lull {

/// The first `count` rows of the orthonormal cosine transform (DCT-II) of `bands` values, one after the
/// other: row n is sqrt(2 / bands) cos(pi n (k + 1/2) / bands), n = 0 divided by sqrt(2).
/// Source: Ahmed, Natarajan and Rao 1974, eq. 1, scaled to unit length.
std::vector<float> cosine_rows(std::size_t count, std::size_t bands);

/// to[n] = row n of `rows` times `values`, for `count` rows of `bands` each.
void transform_cosine(const std::vector<float>& rows, const float* values, std::size_t bands, float* to,
                      std::size_t count);

}  // namespace lull
