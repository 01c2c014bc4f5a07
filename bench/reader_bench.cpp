// A minute from a file to mono blocks, all checks of the signal included.
#include "lull/audio/reader.hpp"

#include "support.hpp"

namespace lull::bench {
namespace {

void read_all(benchmark::State& state, bool flac) {
  const auto path = home_recording(60, static_cast<int>(state.range(0)), flac);
  Meter meter;
  for (auto _ : state) {
    AudioReader reader(path);
    while (!reader.read().last) {
    }
  }
  meter.report(state, 60);
}

void BM_Reader_Wav(benchmark::State& state) { read_all(state, false); }
BENCHMARK(BM_Reader_Wav)->Arg(16000)->Arg(44100);

void BM_Reader_Flac(benchmark::State& state) { read_all(state, true); }
BENCHMARK(BM_Reader_Flac)->Arg(16000)->Arg(44100);

}  // namespace
}  // namespace lull::bench
