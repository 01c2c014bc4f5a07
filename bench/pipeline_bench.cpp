// Ten minutes from a file to a session, and several of them at once.
#include <algorithm>
#include <atomic>
#include <numeric>
#include <thread>

#include "lull/corpus/batch.hpp"
#include "lull/pipeline/analyzer.hpp"
#include "support.hpp"

namespace lull::bench {
namespace {

constexpr double length_s = 600;

void analyze_one(benchmark::State& state, bool flac) {
  const Model model = Model::load(model_path());
  const Analyzer analyzer(model, PipelineOptions{});
  const auto path = home_recording(length_s, static_cast<int>(state.range(0)), flac);
  Meter meter;
  for (auto _ : state) {
    AudioReader reader(path);
    benchmark::DoNotOptimize(analyzer.analyze(reader).events.data());
  }
  meter.report(state, length_s);
  meter.report_times_fft(state, length_s * 100 * static_cast<double>(state.iterations()));
}

void BM_Pipeline_Wav(benchmark::State& state) { analyze_one(state, false); }
BENCHMARK(BM_Pipeline_Wav)->Arg(16000)->Unit(benchmark::kMillisecond);

void BM_Pipeline_Flac(benchmark::State& state) { analyze_one(state, true); }
BENCHMARK(BM_Pipeline_Flac)->Arg(16000)->Arg(44100)->Unit(benchmark::kMillisecond);

constexpr std::int64_t recordings = 4;

void BM_Pipeline_Jobs(benchmark::State& state) {
  const Model model = Model::load(model_path());
  const Analyzer analyzer(model, PipelineOptions{});
  const auto path = home_recording(length_s, 16000, false);
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

/// 1, 2, 4 jobs: no more than there are processors and recordings.
void jobs(benchmark::internal::Benchmark* benchmark) {
  const auto processors = static_cast<std::int64_t>(std::max(1u, std::thread::hardware_concurrency()));
  for (std::int64_t jobs = 1; jobs <= std::min(processors, recordings); jobs *= 2) benchmark->Arg(jobs);
}
BENCHMARK(BM_Pipeline_Jobs)->Apply(jobs)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace lull::bench
