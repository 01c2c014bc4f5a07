#include "lull/model/classifier.hpp"

#include <gtest/gtest.h>

#include "model/model_file.hpp"
#include "reference/plain_network.hpp"
#include "support/temporary_folder.hpp"

namespace lull {
namespace {

/// Feature blocks over bands that somebody else holds, with acoustics that number the frames.
FeatureBlock block_of(const std::vector<float>& bands, std::size_t width, const std::vector<float>& numbers) {
  return {{},
          {{bands.data(), numbers.size(), width},
           {numbers, numbers, numbers, numbers, numbers, numbers, numbers}},
          true};
}

class ClassifierTest : public testing::Test {
 protected:
  ClassifierTest() { tiny_.write(folder_ / "tiny.safetensors"); }
  test::TemporaryFolder folder_;
  test::TinyModel tiny_;
};

TEST_F(ClassifierTest, EqualsThePlainNetwork) {
  const Model model = Model::load(folder_ / "tiny.safetensors");
  for (const std::size_t frames : {0u, 1u, 2u, 7u, 128u, 301u}) {
    std::vector<float> bands = test::noise(frames * 8, 40.0f, 3), numbers(frames);
    for (float& x : bands) x -= 60;
    for (std::size_t i = 0; i < frames; ++i) numbers[i] = static_cast<float>(i);
    reference::Rows rows;
    for (std::size_t i = 0; i < frames; ++i)
      rows.emplace_back(bands.begin() + 8 * static_cast<std::ptrdiff_t>(i),
                        bands.begin() + 8 * static_cast<std::ptrdiff_t>(i + 1));
    Classifier classifier(model);
    const ScoreBlock scores = classifier.push(block_of(bands, 8, numbers));
    const auto expected = reference::run(tiny_, rows);
    ASSERT_EQ(scores.data.voices.rows, frames);
    ASSERT_TRUE(scores.last);
    for (std::size_t i = 0; i < frames; ++i) {
      for (std::size_t v = 0; v < voice_count; ++v) {
        ASSERT_NEAR(scores.data.voices.row(i)[v], expected[i][v], 1e-5) << "frame " << i;
      }
      ASSERT_EQ(scores.data.acoustics.level_db[i], static_cast<float>(i));
      ASSERT_EQ(scores.data.acoustics.flatness[i], static_cast<float>(i));
    }
  }
}

TEST(ShippedModel, MatchesThePythonForwardPass) {
  const Model model = Model::load(LULL_SOURCE_DIR "/models/lull-v1.safetensors");
  const TensorFile vector = read_tensor_file(LULL_SOURCE_DIR "/tests/reference/lull-v1-vector.safetensors");
  const auto& samples = vector.floats.at("samples");
  const auto& features = vector.floats.at("features");
  const auto& probabilities = vector.floats.at("probabilities");

  const FramePlan plan(model.features());
  Frames frames(plan);
  const FeatureBlock block = frames.push({.first = {}, .data = samples.values, .last = true});
  ASSERT_EQ(block.data.bands.rows * block.data.bands.cols, features.values.size());
  for (std::size_t i = 0; i < features.values.size(); ++i) {
    ASSERT_NEAR(block.data.bands.data[i], features.values[i], 2e-3) << "band value " << i;
  }
  // The network alone, on the bands that Python gave its own.
  const std::vector<float> numbers(block.data.bands.rows, 0.0f);
  Classifier classifier(model);
  const ScoreBlock scores = classifier.push(block_of(features.values, block.data.bands.cols, numbers));
  ASSERT_EQ(scores.data.voices.rows * voice_count, probabilities.values.size());
  for (std::size_t i = 0; i < probabilities.values.size(); ++i) {
    ASSERT_NEAR(scores.data.voices.data[i], probabilities.values[i], 1e-6) << "probability " << i;
  }
}

}  // namespace
}  // namespace lull
