// Ten minutes from a file to a session, and several of them at once.
#include <atomic>
#include <numeric>

#include "lull/corpus/batch.hpp"
#include "lull/pipeline/analyzer.hpp"
#include "support.hpp"

namespace lull::bench {
namespace {

constexpr double length_s = 600;

void BM_Pipeline_File(benchmark::State& state, bool flac) {
  const Model model = Model::load(model_path());
  const Analyzer analyzer(model, PipelineOptions{});
  const auto path = home_recording(length_s, static_cast<int>(state.range(0)), flac);
  const Meter meter;
  for (auto _ : state) {
    AudioReader reader(path);
    benchmark::DoNotOptimize(analyzer.analyze(reader).events.data());
  }
  meter.report(state, length_s);
  const double fft = bare_fft_seconds(static_cast<std::size_t>(length_s * 100));
  state.counters["x_fft"] = benchmark::Counter(fft * static_cast<double>(state.iterations()),
                                               benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK_CAPTURE(BM_Pipeline_File, Wav, false)->Arg(16000)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(BM_Pipeline_File, Flac, true)->Arg(16000)->Arg(44100)->Unit(benchmark::kMillisecond);

void BM_Pipeline_Jobs(benchmark::State& state) {
  const Model model = Model::load(model_path());
  const Analyzer analyzer(model, PipelineOptions{});
  const auto path = home_recording(length_s, 16000, false);
  constexpr std::size_t recordings = 4;
  std::vector<std::size_t> order(recordings);
  std::iota(order.begin(), order.end(), std::size_t{0});
  const std::atomic<bool> stop{false};
  const Meter meter;
  for (auto _ : state) {
    const auto events = run_batch(order, static_cast<unsigned>(state.range(0)), stop, [&](std::size_t) {
      AudioReader reader(path);
      return analyzer.analyze(reader).events.size();
    });
    benchmark::DoNotOptimize(events.data());
  }
  meter.report(state, length_s * static_cast<double>(recordings));
}
BENCHMARK(BM_Pipeline_Jobs)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace lull::bench

BENCHMARK_MAIN();
