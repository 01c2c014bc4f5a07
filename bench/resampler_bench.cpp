// A second of sound from other rates to 16 kHz.
#include "lull/audio/resampler.hpp"

#include "support.hpp"

namespace lull::bench {
namespace {

void BM_Resampler_Home(benchmark::State& state) {
  const auto rate = static_cast<int>(state.range(0));
  const auto sound = home_sound(1, rate);
  const ResamplerPlan plan(SampleRate(rate), SampleRate(16000));
  Resampler resampler(plan);
  Meter meter;
  for (auto _ : state) {
    benchmark::DoNotOptimize(resampler.push({.first = {}, .data = sound, .last = false}).data.data());
  }
  meter.report(state, 1);
}
BENCHMARK(BM_Resampler_Home)->Arg(8000)->Arg(44100)->Arg(48000);

}  // namespace
}  // namespace lull::bench
