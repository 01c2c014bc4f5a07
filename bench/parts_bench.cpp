// One benchmark a part. Names are history: BM_<Part>_<Case>/<size>.
#include <algorithm>

#include "lull/audio/reader.hpp"
#include "lull/audio/resampler.hpp"
#include "lull/events/segmenter.hpp"
#include "lull/features/frames.hpp"
#include "lull/model/classifier.hpp"
#include "lull/response/metrics.hpp"
#include "support.hpp"

namespace lull::bench {
namespace {

constexpr std::size_t block = 16384;  // samples a push, as the reader hands over
constexpr double block_s = static_cast<double>(block) / 16000;

void BM_Fft_Bare512(benchmark::State& state) {
  const auto frames = static_cast<std::size_t>(state.range(0));
  const Meter meter;
  for (auto _ : state) state.SetIterationTime(bare_fft_seconds(frames));
  meter.report(state, static_cast<double>(frames) * 0.01);
}
BENCHMARK(BM_Fft_Bare512)->Arg(10000)->UseManualTime();

void BM_Frames_Home(benchmark::State& state) {
  const auto sound = home_sound(block_s);
  const FramePlan plan{FrameOptions{}};
  Frames frames(plan);
  std::size_t made = 0;
  const Meter meter;
  for (auto _ : state) {
    const FeatureBlock out = frames.push({.first = {}, .data = sound, .last = false});
    made += out.data.bands.rows;
    benchmark::DoNotOptimize(out.data.bands.data);
  }
  meter.report(state, block_s);
  const double fft = bare_fft_seconds(std::max<std::size_t>(1, made));
  // Frames' own seconds over the bare transform's, as a rate turned upside down.
  state.counters["x_fft"] =
      benchmark::Counter(fft, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(BM_Frames_Home)->Arg(block);

void BM_Resampler_Home(benchmark::State& state) {
  const auto rate = static_cast<int>(state.range(0));
  const auto sound = home_sound(1, rate);
  const ResamplerPlan plan(SampleRate(rate), SampleRate(16000));
  Resampler resampler(plan);
  const Meter meter;
  for (auto _ : state)
    benchmark::DoNotOptimize(resampler.push({.first = {}, .data = sound, .last = false}).data.data());
  meter.report(state, 1);
}
BENCHMARK(BM_Resampler_Home)->Arg(8000)->Arg(44100)->Arg(48000);

void BM_Classifier_Home(benchmark::State& state) {
  const Model model = Model::load(model_path());
  const FramePlan plan(model.features());
  Frames frames(plan);
  const auto sound = home_sound(10);
  const FeatureBlock features = frames.push({.first = {}, .data = sound, .last = true});
  const FeatureBlock part{.first = {}, .data = features.data, .last = false};
  Classifier classifier(model);
  const Meter meter;
  for (auto _ : state) benchmark::DoNotOptimize(classifier.push(part).data.voices.data);
  meter.report(state, 10);
}
BENCHMARK(BM_Classifier_Home)->Arg(1000);

void BM_Segmenter_Home(benchmark::State& state) {
  // Probabilities that open and close all voices every second or so.
  const std::size_t frames = 6000;
  std::vector<float> voices(frames * voice_count), level(frames, -30.0f), zero(frames, 0.0f);
  for (std::size_t i = 0; i < voices.size(); ++i) voices[i] = (i / 300) % 2 ? 0.9f : 0.1f;
  Segmenter segmenter({}, FrameGrid{});
  const ScoreBlock scores{
      {}, {{voices.data(), frames, voice_count}, {level, zero, zero, zero, zero, zero, zero}}, false};
  const Meter meter;
  for (auto _ : state) benchmark::DoNotOptimize(segmenter.push(scores).data.data());
  meter.report(state, static_cast<double>(frames) * 0.01);
}
BENCHMARK(BM_Segmenter_Home)->Arg(6000);

void BM_Reader_Read(benchmark::State& state, bool flac) {
  const auto rate = static_cast<int>(state.range(0));
  const auto path = home_recording(60, rate, flac);
  const Meter meter;
  for (auto _ : state) {
    AudioReader reader(path);
    while (!reader.read().last) {
    }
  }
  meter.report(state, 60);
}
BENCHMARK_CAPTURE(BM_Reader_Read, Wav, false)->Arg(16000)->Arg(44100);
BENCHMARK_CAPTURE(BM_Reader_Read, Flac, true)->Arg(16000)->Arg(44100);

/// A day with a cry every quarter of an hour and talk in between.
Session day() {
  Session session;
  session.recording.id = "day";
  session.observed = {{Milliseconds{0}, Milliseconds{16 * 3600 * 1000}}};
  for (std::int64_t start = 100000; start < 16 * 3600 * 1000 - 200000; start += 900000) {
    for (std::int64_t unit = 0; unit < 40; ++unit) {
      Event event;
      event.label = Label::cry;
      event.when = {Milliseconds{start + unit * 1400}, Milliseconds{start + unit * 1400 + 900}};
      session.events.push_back(event);
    }
    for (std::int64_t phrase = 0; phrase < 60; ++phrase) {
      Event event;
      event.label = Label::female;
      event.when = {Milliseconds{start + 7000 + phrase * 9000}, Milliseconds{start + 9000 + phrase * 9000}};
      session.events.push_back(event);
    }
  }
  std::sort(session.events.begin(), session.events.end(), earlier);
  return session;
}

void BM_Metrics_Day(benchmark::State& state) {
  const Session session = day();
  const Meter meter;
  for (auto _ : state) benchmark::DoNotOptimize(measure(session));
  meter.report(state, 16 * 3600);
}
BENCHMARK(BM_Metrics_Day)->Arg(16)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace lull::bench

BENCHMARK_MAIN();
