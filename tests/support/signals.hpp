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

/// Half a second of a voice of 437 Hz in noise, with an offset: `mixed_signal` of
/// tests/reference/features.py.
inline std::vector<float> mixed_signal() {
  auto samples = voiced(8000, 437, 0.2);
  const auto hiss = noise(8000, 0.02f, 5);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] += hiss[i] + 0.1f;
  return samples;
}

}  // namespace lull::test
