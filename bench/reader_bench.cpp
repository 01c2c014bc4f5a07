// A quarter of a minute from a file to mono blocks, all checks of the signal included; these checks alone;
// what libsndfile takes for the same without us; and the file's SHA-256.
#include "lull/audio/reader.hpp"

#include <sndfile.h>

#include <vector>

#include "audio/signal_check.hpp"
#include "lull/core/sha256.hpp"
#include "support.hpp"

namespace lull::bench {
namespace {

// As WAV it stays in a core's own cache: what the others do to the shared one is no part of a stage.
constexpr double length_s = 15;

void set_bytes(benchmark::State& state, const std::filesystem::path& path) {
  state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(std::filesystem::file_size(path)));
}

void read_all(benchmark::State& state, Format format) {
  const auto path = home_recording(length_s, static_cast<int>(state.range(0)), format);
  Meter meter;
  for (auto _ : state) {
    AudioReader reader(path);
    while (!reader.read().last) {
    }
  }
  meter.report(state, length_s);
  set_bytes(state, path);
}

void BM_Reader_Wav(benchmark::State& state) { read_all(state, Format::wav); }
BENCHMARK(BM_Reader_Wav)->Arg(16000)->Arg(44100);

void BM_Reader_Flac(benchmark::State& state) { read_all(state, Format::flac); }
BENCHMARK(BM_Reader_Flac)->Arg(16000)->Arg(44100);

void BM_Reader_Mp3(benchmark::State& state) { read_all(state, Format::mp3); }
BENCHMARK(BM_Reader_Mp3)->Arg(16000);

/// The yardstick of reading: libsndfile, a second at a time, and nothing else.
void BM_Sndfile_Flac(benchmark::State& state) {
  const auto rate = static_cast<int>(state.range(0));
  const auto path = home_recording(length_s, rate, Format::flac);
  std::vector<short> samples(static_cast<std::size_t>(rate));
  Meter meter;
  for (auto _ : state) {
    SF_INFO about{};
    SNDFILE* const file = sf_open(path.c_str(), SFM_READ, &about);
    while (sf_readf_short(file, samples.data(), rate) > 0) {
    }
    sf_close(file);
  }
  meter.report(state, length_s);
}
BENCHMARK(BM_Sndfile_Flac)->Arg(16000)->Arg(44100);

void BM_SignalCheck_Home(benchmark::State& state) {
  auto sound = home_sound(10);
  SignalCheck check(SampleRate(16000), 1);
  Meter meter;
  for (auto _ : state) check.add(sound.data(), sound.size());
  meter.report(state, 10);
}
BENCHMARK(BM_SignalCheck_Home);

void BM_Sha256_Wav(benchmark::State& state) {
  const auto path = home_recording(length_s, static_cast<int>(state.range(0)), Format::wav);
  Meter meter;
  for (auto _ : state) benchmark::DoNotOptimize(sha256_of_file(path));
  meter.report(state, length_s);
  set_bytes(state, path);
}
BENCHMARK(BM_Sha256_Wav)->Arg(16000);

}  // namespace
}  // namespace lull::bench
