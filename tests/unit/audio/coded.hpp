#pragma once
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numbers>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/signals.hpp"
#include "support/wav.hpp"
#include "unit/audio/listen.hpp"

namespace lull::test {

/// 2 ms of 3 kHz that start at `second`, added to `samples`.
inline void add_click(std::vector<float>& samples, double second, int rate) {
  const auto start = static_cast<std::size_t>(second * rate), count = static_cast<std::size_t>(rate / 500);
  for (std::size_t i = 0; i < count; ++i) {
    const double t = static_cast<double>(i) / rate;
    const double shape =
        0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(count));
    samples[start + i] += static_cast<float>(0.8 * shape * std::sin(2 * std::numbers::pi * 3000 * t));
  }
}

/// Faint noise of the given length with clicks at the given times.
inline Wav clicks(double length_s, const std::vector<double>& at, int rate) {
  auto samples = noise(static_cast<std::size_t>(length_s * rate), 2e-4f, 9);
  for (const double second : at) add_click(samples, second, rate);
  return {.data = pcm16(samples), .rate = static_cast<std::uint64_t>(rate), .before = {}, .after = {}};
}

/// When the click nearest to `about` begins, in seconds: the centre of the energy of the loudest 20 ms within
/// a second on each side, less the millisecond by which a click's centre lies behind its start.
inline double click_near(const Heard& heard, double about) {
  const double rate = static_cast<double>(heard.info.rate->hertz());
  const auto& x = heard.samples;
  const auto index = [&](double second) {
    return x.begin() +
           static_cast<std::ptrdiff_t>(std::min(std::max(0.0, second * rate), static_cast<double>(x.size())));
  };
  const auto loudest = std::max_element(index(about - 1), index(about + 1),
                                        [](float a, float b) { return std::abs(a) < std::abs(b); }) -
                       x.begin();
  double energy = 0, moment = 0;
  const auto reach = static_cast<std::ptrdiff_t>(rate / 100), size = static_cast<std::ptrdiff_t>(x.size());
  for (auto i = std::max<std::ptrdiff_t>(0, loudest - reach); i < std::min(size, loudest + reach); ++i) {
    const double power = std::pow(static_cast<double>(x[static_cast<std::size_t>(i)]), 2);
    energy += power;
    moment += power * static_cast<double>(i);
  }
  return moment / energy / rate - 0.001;
}

inline std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_bytes(const std::filesystem::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

/// Runs ffmpeg; the arguments stand between the input and the output.
inline void code(const std::filesystem::path& from, const std::string& arguments,
                 const std::filesystem::path& to) {
  std::string command = LULL_FFMPEG;
  for (const std::string& part : {std::string(" -v error -y -i '"), from.string(), std::string("' "),
                                  arguments, std::string(" '"), to.string(), std::string("'")}) {
    command += part;
  }
  if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
}

}  // namespace lull::test
