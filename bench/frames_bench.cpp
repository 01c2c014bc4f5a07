// Samples to mel bands and acoustics. x_fft: how many times longer than the bare transforms of the same
// frames.
#include "lull/features/frames.hpp"

#include "support.hpp"

namespace lull::bench {
namespace {

constexpr std::size_t block = 16384;  // samples a push, as the reader hands over
constexpr double block_s = static_cast<double>(block) / 16000;

void BM_Frames_Home(benchmark::State& state) {
  const auto sound = home_sound(block_s);
  const FramePlan plan{FrameOptions{}};
  Frames frames(plan);
  std::size_t made = 0;
  Meter meter;
  for (auto _ : state) {
    const FeatureBlock out = frames.push({.first = {}, .data = sound, .last = false});
    made += out.data.bands.rows;
    benchmark::DoNotOptimize(out.data.bands.data);
  }
  meter.report(state, block_s);
  meter.report_times_fft(state, static_cast<double>(made));
}
BENCHMARK(BM_Frames_Home)->Arg(block);

}  // namespace
}  // namespace lull::bench
