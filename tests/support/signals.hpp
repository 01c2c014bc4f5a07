#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <random>
#include <vector>

namespace lull::test {

/// White noise of the given peak, the same for the same seed.
inline std::vector<float> noise(std::size_t samples, float peak, std::uint32_t seed) {
  std::mt19937 source(seed);
  std::vector<float> out(samples);
  // Not std::uniform_real_distribution: its values are not the same in every library.
  for (float& x : out) x = peak * (2.0f * static_cast<float>(source() >> 8) / 16777216.0f - 1.0f);
  return out;
}

inline std::vector<float> sine(std::size_t samples, double hertz, double amplitude, double rate = 16000) {
  std::vector<float> out(samples);
  for (std::size_t i = 0; i < samples; ++i) {
    out[i] = static_cast<float>(amplitude *
                                std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / rate));
  }
  return out;
}

/// Harmonics of `hertz` up to 3500 Hz whose amplitude falls as 1 / number.
inline std::vector<float> voiced(std::size_t samples, double hertz, double amplitude, double rate = 16000) {
  std::vector<float> out(samples, 0.0f);
  for (int h = 1; h * hertz < 3500; ++h) {
    const auto part = sine(samples, h * hertz, amplitude / h, rate);
    for (std::size_t i = 0; i < samples; ++i) out[i] += part[i];
  }
  return out;
}

}  // namespace lull::test
