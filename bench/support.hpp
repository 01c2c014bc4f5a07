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

/// A WAV file of home_sound, 16 bit, made once a process in the temporary folder and removed at its end.
std::filesystem::path home_recording(double seconds, int rate, bool flac);

/// Sets `audio_s/s` (seconds of audio a second) and `allocations` (an iteration, in the thread of the loop).
/// Make one just before the loop and call `report` just after it; one at a time.
class Meter {
 public:
  Meter();
  void report(benchmark::State& state, double audio_seconds_an_iteration) const;
};

/// Seconds that a bare FFTW transform of 512 points takes for as many frames, timed now: what `x_fft` is a
/// ratio to.
double bare_fft_seconds(std::size_t frames);

}  // namespace lull::bench
