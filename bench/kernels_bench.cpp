// The kernels that exist for each instruction set, one after the other: 0 the baseline, 1 AVX2, 2 AVX-512.
// x_fft: how many times longer than the bare transforms of the same frames.
#include "features/front_kernel.hpp"
#include "features/front_plan.hpp"
#include "features/spectra.hpp"
#include "lull/model/model.hpp"
#include "model/convolution.hpp"
#include "support.hpp"

namespace lull::bench {
namespace {

constexpr double group_s = 0.16;  // sixteen frames

bool skipped(benchmark::State& state, InstructionSet set) {
  if (is_supported(set)) return false;
  state.SkipWithError("this processor does not have it");
  return true;
}

/// Sixteen frames and room for all that is said of them.
struct Group {
  FrontPlan plan{FrameOptions{}, FrameGrid{}};
  const FrontTables& tables = plan.tables();
  std::vector<float> samples = home_sound(static_cast<double>(tables.samples()) / 16000 + 0.001);
  AlignedFloats work{tables.work()}, power{tables.bins * lanes}, bands{tables.bands * lanes};
  LateAcoustics late;
  float level[lanes] = {};

  void spectra(const FrontKernel& kernel) {
    kernel.spectra({.tables = &tables,
                    .samples = samples.data(),
                    .work = work.data(),
                    .power = power.data(),
                    .level = level,
                    .bands = bands.data()});
  }
};

void BM_Kernel_Spectra(benchmark::State& state) {
  const auto set = static_cast<InstructionSet>(state.range(0));
  if (skipped(state, set)) return;
  Group group;
  Meter meter;
  for (auto _ : state) group.spectra(front_kernel(set));
  meter.report(state, group_s);
  meter.report_times_fft(state, static_cast<double>(lanes) * static_cast<double>(state.iterations()));
}
BENCHMARK(BM_Kernel_Spectra)->DenseRange(0, 2);

void BM_Kernel_Acoustics(benchmark::State& state) {
  const auto set = static_cast<InstructionSet>(state.range(0));
  if (skipped(state, set)) return;
  Group group;
  group.spectra(front_kernel(set));
  Meter meter;
  for (auto _ : state) {
    front_kernel(set).acoustics({.tables = &group.tables,
                                 .power = group.power.data(),
                                 .level = group.level,
                                 .work = group.work.data(),
                                 .f0 = group.late.f0_hz,
                                 .periodicity = group.late.periodicity,
                                 .tilt = group.late.tilt_db});
  }
  meter.report(state, group_s);
  meter.report_times_fft(state, static_cast<double>(lanes) * static_cast<double>(state.iterations()));
}
BENCHMARK(BM_Kernel_Acoustics)->DenseRange(0, 2);

void BM_Kernel_Network(benchmark::State& state) {
  const auto set = static_cast<InstructionSet>(state.range(0));
  if (skipped(state, set)) return;
  const Model model = Model::load(model_path());
  std::vector<Convolution> layers;
  for (const ConvolutionPlan& plan : model.network().layers)
    layers.emplace_back(plan, convolution_kernel(set));
  constexpr std::size_t frames = 400;
  const std::vector<float> bands(frames * static_cast<std::size_t>(model.features().bands), 0.5f);
  Meter meter;
  for (auto _ : state) {
    MatrixView rows{bands.data(), frames, bands.size() / frames};
    for (Convolution& layer : layers) rows = layer.push(rows, false);
    benchmark::DoNotOptimize(rows.data);
  }
  meter.report(state, static_cast<double>(frames) / 100);
  meter.report_times_fft(state, static_cast<double>(frames) * static_cast<double>(state.iterations()));
}
BENCHMARK(BM_Kernel_Network)->DenseRange(0, 2);

}  // namespace
}  // namespace lull::bench
