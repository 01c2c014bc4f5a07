// The yardstick of the front end: FFTW's real transform of 512 points, and nothing else.
#include "support.hpp"

namespace lull::bench {
namespace {

void BM_Fft_Bare512(benchmark::State& state) {
  const auto frames = static_cast<std::size_t>(state.range(0));
  Meter meter;
  for (auto _ : state) state.SetIterationTime(bare_fft_seconds(frames));
  meter.report(state, static_cast<double>(frames) * 0.01);
}
BENCHMARK(BM_Fft_Bare512)->Arg(10000)->UseManualTime();

}  // namespace
}  // namespace lull::bench
