// Ten seconds of features to scores, with the model that ships.
#include "lull/model/classifier.hpp"

#include "support.hpp"

namespace lull::bench {
namespace {

void BM_Classifier_Home(benchmark::State& state) {
  const Model model = Model::load(model_path());
  const FramePlan plan(model.features());
  Frames frames(plan);
  const auto sound = home_sound(static_cast<double>(state.range(0)) / 100);
  const FeatureBlock features = frames.push({.first = {}, .data = sound, .last = true});
  const FeatureBlock part{.first = {}, .data = features.data, .last = false};
  Classifier classifier(model);
  Meter meter;
  for (auto _ : state) benchmark::DoNotOptimize(classifier.push(part).data.voices.data);
  meter.report(state, static_cast<double>(state.range(0)) / 100);
}
BENCHMARK(BM_Classifier_Home)->Arg(1000);

}  // namespace
}  // namespace lull::bench
