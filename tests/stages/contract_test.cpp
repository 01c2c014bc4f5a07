// The contract of every stage (lull/core/stage.hpp), held to each of them by the same tests.
#include <gtest/gtest.h>

#include <memory>

#include "events/voicing.hpp"
#include "features/descriptors.hpp"
#include "features/spectra.hpp"
#include "stages/joined.hpp"
#include "support/count_allocations.hpp"
#include "support/signals.hpp"
#include "support/temporary_folder.hpp"
#include "support/tiny_model.hpp"

namespace lull::test {
namespace {

struct ResamplerCase {
  using Input = WholeSamples;
  ResamplerPlan plan{SampleRate(44100), SampleRate(16000)};
  Resampler make() const { return Resampler(plan); }
  Input input() const { return {noise(60011, 0.5f, 1)}; }
};

struct PassThroughCase {
  using Input = WholeSamples;
  ResamplerPlan plan{SampleRate(16000), SampleRate(16000)};
  Resampler make() const { return Resampler(plan); }
  Input input() const { return {noise(5003, 0.5f, 1)}; }
};

struct FramesCase {
  using Input = WholeSamples;
  FramePlan plan{FrameOptions{}};
  Frames make() const { return Frames(plan); }
  Input input() const { return {voiced(9001, 440, 0.3)}; }
};

template <MelDefinition Mel>
struct DescriptorsCase {
  using Input = WholeSamples;
  DescriptorPlan plan{FrameOptions{}, Mel};
  Descriptors make() const { return Descriptors(plan); }
  Input input() const { return {voiced(9001, 440, 0.3)}; }
};

struct ClassifierCase {
  using Input = WholeFeatures;
  ClassifierCase() {
    TemporaryFolder folder;
    TinyModel().write(folder / "tiny.safetensors");
    model = std::make_unique<Model>(Model::load(folder / "tiny.safetensors"));
  }
  Classifier make() const { return Classifier(*model); }
  Input input() const {
    Input in;
    in.width = 8;
    in.values = noise(1501 * 8, 40.0f, 2);
    in.column = noise(1501, 1.0f, 3);
    return in;
  }
  std::unique_ptr<Model> model;
};

/// Random scores, slow enough to give events, with every threshold crossed often.
WholeScores wandering_scores() {
  WholeScores in;
  in.width = voice_count;
  in.values = noise(2003 * voice_count, 0.5f, 4);
  for (std::size_t i = voice_count; i < in.values.size(); ++i)
    in.values[i] = 0.75f * in.values[i - voice_count] + in.values[i] * 0.6f;
  for (float& x : in.values) x += 0.4f;
  in.column = std::vector<float>(2003, 0.5f);
  return in;
}

struct BandsCase {
  using Input = WholeSamples;
  BandsCase() {
    // Once warm there is room for as many as were ever kept.
    const auto samples = input().samples;
    (void)Frames(plan, spectra).push({.first = {}, .data = samples, .last = true});
    spectra.forget_before(samples.size());
  }
  Frames make() const { return Frames(plan, spectra); }
  Input input() const { return {voiced(9001, 440, 0.3)}; }
  FramePlan plan{FrameOptions{}};
  mutable Spectra spectra{plan};
};

struct VoicingCase {
  using Input = WholeScores;
  Voicing make() const {
    spectra.push_back(std::make_unique<Spectra>(plan));
    (void)Frames(plan, *spectra.back()).push({.first = {}, .data = samples, .last = true});
    return Voicing(OperatingPoint{}, *spectra.back());
  }
  Input input() const { return wandering_scores(); }
  FramePlan plan{FrameOptions{}};
  std::vector<float> samples = voiced(2003 * 160, 440, 0.3);
  mutable std::vector<std::unique_ptr<Spectra>> spectra;  // of each stage made
};

struct SegmenterCase {
  using Input = WholeScores;
  Segmenter make() const {
    SegmenterOptions options;
    options.shortest = Milliseconds{20};
    options.thresholds[1].share_of_peak = 0.7f;
    options.thresholds[2].sure = 0.9f;
    options.near = Milliseconds{200};
    return Segmenter(options, FrameGrid{});
  }
  Input input() const { return wandering_scores(); }
};

template <class Case>
class StageContract : public testing::Test {
 protected:
  Joined run(std::size_t block) const {
    auto stage = case_.make();
    Joined out;
    for (std::size_t at = 0; at < input_.size(); at += block) {
      const std::size_t end = std::min(at + block, input_.size());
      out.take(stage.push(input_.cut(at, end, end == input_.size())));
    }
    return out;
  }
  Case case_;
  typename Case::Input input_ = case_.input();
};
using Cases =
    testing::Types<ResamplerCase, PassThroughCase, FramesCase, BandsCase, DescriptorsCase<MelDefinition::own>,
                   DescriptorsCase<MelDefinition::kaldi>, ClassifierCase, VoicingCase, SegmenterCase>;
TYPED_TEST_SUITE(StageContract, Cases);

TYPED_TEST(StageContract, CutsDoNotMatter) {
  const Joined whole = this->run(this->input_.size());
  EXPECT_FALSE(whole.numbers.empty());
  EXPECT_TRUE(whole.ended);
  for (const std::size_t block : {1u, 7u, 160u, 399u, 1009u}) {
    const Joined cut = this->run(block);
    EXPECT_EQ(cut.numbers, whole.numbers) << "blocks of " << block;  // to the bit
    EXPECT_TRUE(cut.positions_follow) << "blocks of " << block;
    EXPECT_TRUE(cut.ended);
  }
}

TYPED_TEST(StageContract, LastMayComeOnAnEmptyBlock) {
  const Joined whole = this->run(this->input_.size());
  auto stage = this->case_.make();
  Joined out;
  const std::size_t size = this->input_.size();
  out.take(stage.push(this->input_.cut(0, size, false)));
  out.take(stage.push(this->input_.cut(size, size, false)));
  EXPECT_FALSE(out.ended);
  out.take(stage.push(this->input_.cut(size, size, true)));
  EXPECT_EQ(out.numbers, whole.numbers);
  EXPECT_TRUE(out.ended);
}

TYPED_TEST(StageContract, AnEmptyRecordingGivesNothing) {
  auto stage = this->case_.make();
  Joined out;
  out.take(stage.push(this->input_.cut(0, 0, true)));
  EXPECT_TRUE(out.numbers.empty());
  EXPECT_TRUE(out.ended);
}

TYPED_TEST(StageContract, NothingIsAllocatedOnceWarm) {
  auto stage = this->case_.make();
  const std::size_t block = this->input_.size() / 8;
  for (std::size_t i = 0; i < 5; ++i) (void)stage.push(this->input_.cut(i * block, (i + 1) * block, false));
  start_counting_allocations();
  (void)stage.push(this->input_.cut(5 * block, 6 * block, false));
  (void)stage.push(this->input_.cut(6 * block, 7 * block, false));
  EXPECT_EQ(stop_counting_allocations().count, 0u);
}

}  // namespace
}  // namespace lull::test
