// Ten minutes from a file to a session; several of them at once; and one of them by several threads.
#include <algorithm>
#include <atomic>
#include <numeric>
#include <thread>

#include "lull/corpus/batch.hpp"
#include "lull/pipeline/analyzer.hpp"
#include "lull/pipeline/hands.hpp"
#include "support.hpp"

namespace lull::bench {
namespace {

constexpr double length_s = 600;

void analyze_one(benchmark::State& state, Format format) {
  const Model model = Model::load(model_path());
  const Analyzer analyzer(model, PipelineOptions{});
  const auto path = home_recording(length_s, static_cast<int>(state.range(0)), format);
  Meter meter;
  for (auto _ : state) {
    AudioReader reader(path);
    benchmark::DoNotOptimize(analyzer.analyze(reader).events.data());
  }
  meter.report(state, length_s);
  meter.report_times_fft(state, length_s * 100 * static_cast<double>(state.iterations()));
}

void BM_Pipeline_Wav(benchmark::State& state) { analyze_one(state, Format::wav); }
BENCHMARK(BM_Pipeline_Wav)->Arg(16000)->Unit(benchmark::kMillisecond);

void BM_Pipeline_Flac(benchmark::State& state) { analyze_one(state, Format::flac); }
BENCHMARK(BM_Pipeline_Flac)->Arg(16000)->Arg(44100)->Unit(benchmark::kMillisecond);

void BM_Pipeline_Mp3(benchmark::State& state) { analyze_one(state, Format::mp3); }
BENCHMARK(BM_Pipeline_Mp3)->Arg(16000)->Unit(benchmark::kMillisecond);

/// One recording by several threads: the first has it, the others lend a hand.
void BM_Pipeline_Threads(benchmark::State& state) {
  const Model model = Model::load(model_path());
  const Analyzer analyzer(model, PipelineOptions{});
  const auto path = home_recording(length_s, 16000, Format::wav);
  const auto threads = static_cast<unsigned>(state.range(0));
  Meter meter;
  for (auto _ : state) {
    Hands hands(threads);
    std::vector<std::jthread> helpers;
    while (helpers.size() + 1 < threads) helpers.emplace_back([&] { hands.lend(); });
    AudioReader reader(path);
    benchmark::DoNotOptimize(analyzer.analyze(reader, &hands).events.data());
    hands.leave();
  }
  meter.report(state, length_s);
}

constexpr std::int64_t recordings = 4;

void BM_Pipeline_Jobs(benchmark::State& state) {
  const Model model = Model::load(model_path());
  const Analyzer analyzer(model, PipelineOptions{});
  const auto path = home_recording(length_s, 16000, Format::wav);
  std::vector<std::size_t> order(static_cast<std::size_t>(recordings));
  std::iota(order.begin(), order.end(), std::size_t{0});
  const std::atomic<bool> stop{false};
  Meter meter;
  for (auto _ : state) {
    const auto events = run_batch(order, static_cast<unsigned>(state.range(0)), stop, [&](std::size_t) {
      AudioReader reader(path);
      return analyzer.analyze(reader).events.size();
    });
    benchmark::DoNotOptimize(events.data());
  }
  meter.report(state, length_s * static_cast<double>(recordings));
}

/// 1, 2, 4 jobs or threads: no more than there are processors and recordings.
void jobs(benchmark::internal::Benchmark* benchmark) {
  const auto processors = static_cast<std::int64_t>(std::max(1u, std::thread::hardware_concurrency()));
  for (std::int64_t jobs = 1; jobs <= std::min(processors, recordings); jobs *= 2) benchmark->Arg(jobs);
}
BENCHMARK(BM_Pipeline_Threads)->Apply(jobs)->UseRealTime()->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Pipeline_Jobs)->Apply(jobs)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace lull::bench
