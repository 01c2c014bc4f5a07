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

enum class Format { wav, flac, mp3 };

/// A file of home_sound, of 16 bit where the format has bits, made once a process in the temporary folder and
/// removed at its end.
std::filesystem::path home_recording(double seconds, int rate, Format format);

/// Seconds that a bare FFTW transform of 512 points takes for as many frames, timed now.
double bare_fft_seconds(std::size_t frames);

/// Sets the counters of a benchmark. Make one just before the loop and call `report` just after it; one at a
/// time.
class Meter {
 public:
  Meter();
  /// `audio_s/s` and `frames/s`: seconds of audio and frames of 10 ms a second. `allocations` and `bytes`,
  /// which is what they were for: an iteration, in the thread of the loop.
  void report(benchmark::State& state, double audio_seconds_an_iteration);
  /// `x_fft`: the processor time of the loop over that of bare transforms of the same `frames`, which are
  /// timed now, so that both meet the same machine. After `report`.
  void report_times_fft(benchmark::State& state, double frames) const;

 private:
  double started_, took_ = 0;  // seconds of processor time
};

}  // namespace lull::bench
