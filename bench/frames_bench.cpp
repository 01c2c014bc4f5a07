// Samples to mel bands and acoustics: all at once; the bands alone, as `lull analyze` has them; and pitch and
// tilt, for the frames that its scores ask for. x_fft: how many times longer than the bare transforms of the
// same frames.
#include "lull/features/frames.hpp"

#include "events/voicing.hpp"
#include "features/spectra.hpp"
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

void BM_Frames_Bands(benchmark::State& state) {
  const auto sound = home_sound(block_s);
  const FramePlan plan{FrameOptions{}};
  Spectra spectra(plan);
  Frames frames(plan, spectra);
  std::size_t made = 0;
  Meter meter;
  for (auto _ : state) {
    const FeatureBlock out = frames.push({.first = {}, .data = sound, .last = false});
    made += out.data.bands.rows;
    spectra.forget_before(made / lanes);
    benchmark::DoNotOptimize(out.data.bands.data);
  }
  meter.report(state, block_s);
  meter.report_times_fft(state, static_cast<double>(made));
}
BENCHMARK(BM_Frames_Bands)->Arg(block);

void BM_Voicing_Home(benchmark::State& state) {
  constexpr std::size_t groups = 8;  // half as many as Spectra has room for
  constexpr std::size_t count = groups * lanes;
  const FramePlan plan{FrameOptions{}};
  Spectra spectra(plan);
  Frames frames(plan, spectra);
  const auto sound = home_sound(2 * static_cast<double>(count) / 100);
  frames.push({.first = {}, .data = sound, .last = true});
  const std::vector<float> voices(2 * count * voice_count, 1.0f), level(2 * count, -30.0f);
  const auto scores = [&](std::size_t rows) {
    return ScoreBlock{
        {},
        {{voices.data(), rows, voice_count}, {std::span(level).first(rows), {}, {}, {}, {}, {}, {}}},
        false};
  };
  constexpr Threshold half{.5f, .5f};
  Voicing voicing({{half, half, half, half, half}}, spectra);
  voicing.push(scores(2 * count));
  Meter meter;
  for (auto _ : state) {
    for (std::size_t i = 0; i < groups; ++i) spectra.add();  // it holds what was there a few rounds before
    benchmark::DoNotOptimize(voicing.push(scores(count)).data.voices.data);
  }
  meter.report(state, static_cast<double>(count) / 100);
  meter.report_times_fft(state, static_cast<double>(count) * static_cast<double>(state.iterations()));
}
BENCHMARK(BM_Voicing_Home);

}  // namespace
}  // namespace lull::bench
