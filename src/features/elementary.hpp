#pragma once
#include <algorithm>
#include <bit>
#include <cstdint>

namespace lull {

/// log2 of a positive normal float. Error below 4e-7 over the range of powers in use.
/// Our own because libm's differs between hosts and is not vectorised: mantissa within sqrt(2) of 1, then the
/// series of the inverse hyperbolic tangent to the ninth power (the next term is below 1e-9).
inline float log2_of(float x) {
  const auto bits = std::bit_cast<std::int32_t>(x);
  const std::int32_t shift = (bits - 0x3f3504f3) >> 23;  // sqrt(1/2) as the lower edge of the mantissa
  const float mantissa = std::bit_cast<float>(bits - (shift << 23));
  const float s = (mantissa - 1.0f) / (mantissa + 1.0f);
  const float q = s * s;
  const float series = 1.0f + q * (0.33333333f + q * (0.2f + q * (0.14285714f + q * 0.11111111f)));
  return static_cast<float>(shift) + 2.88539008f * s * series;  // 2 / ln 2
}

inline constexpr float db_per_octave_of_power = 3.01029996f;  // 10 log10(2)

/// A power in decibels: 10 log10.
inline float decibels(float power) { return db_per_octave_of_power * log2_of(power); }

/// 2 to the power of x, for x within +-126; clamped beyond. Relative error below 3e-7.
/// Ours for the same reasons: whole part into the exponent, the rest (at most a half) by the exponential's
/// series.
inline float exp2_of(float x) {
  x = std::clamp(x, -126.0f, 126.0f);
  const auto whole = static_cast<std::int32_t>(x + (x < 0 ? -0.5f : 0.5f));
  const float f = (x - static_cast<float>(whole)) * 0.69314718f;  // ln 2
  const float series =
      1.0f + f * (1.0f + f * (0.5f + f * (0.16666667f +
                                          f * (0.041666667f + f * (0.0083333333f + f * 0.0013888889f)))));
  return series * std::bit_cast<float>((whole + 127) << 23);
}

/// 1 / (1 + e^-x): a logit as a probability.
inline float sigmoid(float x) { return 1.0f / (1.0f + exp2_of(-1.44269504f * x)); }

}  // namespace lull
