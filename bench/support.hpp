#pragma once
#include <benchmark/benchmark.h>

#include <cstddef>
#include <filesystem>
#include <vector>

namespace lull::bench {

/// Seconds of home-like sound at `rate`: bursts of harmonics in noise, the same every time.
std::vector<float> home_sound(double seconds, int rate = 16000);

/// The model of the source tree.
std::filesystem::path model_path();

/// A WAV or FLAC file of home_sound, 16 bit, made once a process in the temporary folder and removed at its
/// end.
std::filesystem::path home_recording(double seconds, int rate, bool flac);

/// Seconds that a bare FFTW transform of 512 points takes for as many frames, timed now.
double bare_fft_seconds(std::size_t frames);

/// Sets the counters of a benchmark. Make one just before the loop and call `report` just after it; one at a
/// time.
class Meter {
 public:
  Meter();
  /// `audio_s/s`: seconds of audio a second. `allocations`: an iteration, in the thread of the loop.
  void report(benchmark::State& state, double audio_seconds_an_iteration);
  /// `x_fft`: the processor time of the loop over that of bare transforms of the same `frames`, which are
  /// timed now, so that both meet the same machine. After `report`.
  void report_times_fft(benchmark::State& state, double frames) const;

 private:
  double started_, took_ = 0;  // seconds of processor time
};

}  // namespace lull::bench
