#include "support.hpp"

#include <fftw3.h>
#include <sndfile.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <map>
#include <numbers>
#include <random>
#include <stdexcept>
#include <string>

#include "support/count_allocations.hpp"

namespace lull::bench {
namespace {

/// Of this process, all threads.
double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

}  // namespace

std::vector<float> home_sound(double seconds, int rate) {
  std::mt19937 source(7);
  std::vector<float> out(static_cast<std::size_t>(seconds * rate));
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double t = static_cast<double>(i) / rate;
    const double noise = static_cast<double>(source()) / 4294967296.0 - 0.5;
    double voice = 0;
    if (std::fmod(t, 20) < 6 && std::fmod(t, 1.3) < 0.9) {  // cries of 0.9 s, six seconds in twenty
      for (int h = 1; h < 8; ++h) voice += std::sin(2 * std::numbers::pi * 430 * h * t) / h;
    }
    out[i] = static_cast<float>(0.1 * voice + 0.01 * noise);
  }
  return out;
}

std::filesystem::path model_path() { return LULL_SOURCE_DIR "/models/lull-v1.safetensors"; }

std::filesystem::path home_recording(double seconds, int rate, Format format) {
  struct Files {
    std::map<std::string, std::filesystem::path> made;
    ~Files() {
      std::error_code ignored;
      for (const auto& [key, path] : made) std::filesystem::remove(path, ignored);
    }
  };
  static Files files;
  constexpr const char* endings[] = {".wav", ".flac", ".mp3"};
  constexpr int codings[] = {SF_FORMAT_WAV | SF_FORMAT_PCM_16, SF_FORMAT_FLAC | SF_FORMAT_PCM_16,
                             SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III};
  const auto which = static_cast<std::size_t>(format);
  const std::string key = std::to_string(seconds) + "-" + std::to_string(rate) + endings[which];
  if (const auto found = files.made.find(key); found != files.made.end()) return found->second;
  const auto path =
      std::filesystem::temp_directory_path() / ("lull-bench-" + std::to_string(::getpid()) + "-" + key);
  SF_INFO about{};
  about.samplerate = rate;
  about.channels = 1;
  about.format = codings[which];
  SNDFILE* file = sf_open(path.c_str(), SFM_WRITE, &about);
  if (!file) throw std::runtime_error(path.string() + " cannot be written");
  const auto sound = home_sound(60, rate);  // a minute, over and over
  for (double left = seconds; left > 0; left -= 60) {
    const auto samples = static_cast<sf_count_t>(std::min(left, 60.0) * rate);
    if (sf_write_float(file, sound.data(), samples) != samples) {
      throw std::runtime_error(path.string() + " cannot be written whole");
    }
  }
  sf_close(file);
  return files.made[key] = path;
}

double bare_fft_seconds(std::size_t frames) {
  float* in = fftwf_alloc_real(512);
  fftwf_complex* out = fftwf_alloc_complex(257);
  const fftwf_plan plan = fftwf_plan_dft_r2c_1d(512, in, out, FFTW_ESTIMATE);
  const auto sound = home_sound(0.032);
  std::copy(sound.begin(), sound.end(), in);
  const double start = processor_seconds();
  for (std::size_t i = 0; i < frames; ++i) fftwf_execute(plan);
  const double took = processor_seconds() - start;
  fftwf_destroy_plan(plan);
  fftwf_free(in);
  fftwf_free(out);
  return took;
}

Meter::Meter() : started_(processor_seconds()) { test::start_counting_allocations(); }

void Meter::report(benchmark::State& state, double audio_seconds) {
  took_ = processor_seconds() - started_;
  const auto rounds = static_cast<double>(state.iterations());
  state.counters["audio_s/s"] = benchmark::Counter(audio_seconds * rounds, benchmark::Counter::kIsRate);
  state.counters["frames/s"] = benchmark::Counter(100 * audio_seconds * rounds, benchmark::Counter::kIsRate);
  const test::Allocations made = test::stop_counting_allocations();
  state.counters["allocations"] = static_cast<double>(made.count) / rounds;
  state.counters["bytes"] = static_cast<double>(made.bytes) / rounds;
}

void Meter::report_times_fft(benchmark::State& state, double frames) const {
  // At least a few milliseconds of transforms: a clock tick is then nothing.
  const auto timed = static_cast<std::size_t>(std::max(frames, 10000.0));
  state.counters["x_fft"] = took_ / (bare_fft_seconds(timed) * frames / static_cast<double>(timed));
}

}  // namespace lull::bench
