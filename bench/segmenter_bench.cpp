// A minute of scores to events; and what is averaged over each second for the reports.
#include "lull/events/segmenter.hpp"

#include <algorithm>

#include "pipeline/coarse_meter.hpp"
#include "pipeline/level_meter.hpp"
#include "support.hpp"

namespace lull::bench {
namespace {

void BM_Segmenter_Home(benchmark::State& state) {
  const auto frames = static_cast<std::size_t>(state.range(0));
  std::vector<float> voices(frames * voice_count), level(frames, -30.0f), zero(frames, 0.0f);
  // All voices open and close every 0.6 s: 60 frames of 5 voices.
  for (std::size_t i = 0; i < voices.size(); ++i) voices[i] = (i / 300) % 2 ? 0.9f : 0.1f;
  SegmenterOptions options;
  options.thresholds[0] = {0.25f, 0.2f, 0.8f, 0.5f};  // as models have it: crying alone
  Segmenter segmenter(options, FrameGrid{});
  const ScoreBlock scores{
      {}, {{voices.data(), frames, voice_count}, {level, zero, zero, zero, zero, zero, zero}}, false};
  Meter meter;
  for (auto _ : state) benchmark::DoNotOptimize(segmenter.push(scores).data.data());
  meter.report(state, static_cast<double>(frames) * 0.01);
}
BENCHMARK(BM_Segmenter_Home)->Arg(6000);

void BM_Meters_Home(benchmark::State& state) {
  const auto frames = static_cast<std::size_t>(state.range(0));
  const FrameOptions options;
  const auto columns = static_cast<std::size_t>(options.bands);
  const std::vector<float> bands(frames * columns, -50.0f), level(frames, -30.0f);
  LevelMeter levels(FrameGrid{});
  CoarseMeter coarse(FrameGrid{}, options);
  FrameIndex first{};
  Meter meter;
  for (auto _ : state) {
    coarse.add({first, {{bands.data(), frames, columns}, {level, {}, {}, {}, {}, {}, {}}}, false});
    levels.add(first, level);
    first += static_cast<std::int64_t>(frames);
    benchmark::DoNotOptimize(coarse.take().seconds.data());
  }
  meter.report(state, static_cast<double>(frames) * 0.01);
}
BENCHMARK(BM_Meters_Home)->Arg(6000);

}  // namespace
}  // namespace lull::bench
