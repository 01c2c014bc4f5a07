#include "events/voicing.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "lull/events/segmenter.hpp"
#include "support/signals.hpp"

namespace lull {
namespace {

constexpr std::size_t frames = 1503, hop = 160;

/// A recording and scores that go up and down through every threshold.
class VoicingTest : public testing::Test {
 protected:
  VoicingTest()
      : samples_(test::voiced(frames * hop, 440, 0.2)), scores_(test::noise(frames * voice_count, 0.5f, 4)) {
    const auto hiss = test::noise(samples_.size(), 0.1f, 5);
    for (std::size_t i = 0; i < samples_.size(); ++i) samples_[i] += hiss[i];
    for (std::size_t i = voice_count; i < scores_.size(); ++i) {
      scores_[i] = 0.8f * scores_[i - voice_count] + 0.5f * scores_[i];
    }
    for (float& x : scores_) x += 0.15f;
  }
  MatrixView rows(std::size_t begin, std::size_t end) const {
    return {scores_.data() + begin * voice_count, end - begin, voice_count};
  }
  std::vector<Event> events(Segmenter& segmenter, const ScoreBlock& block) const {
    const EventBlock out = segmenter.push(block);
    return {out.data.begin(), out.data.end()};
  }
  /// Events with the acoustics of every frame.
  std::vector<Event> whole() const {
    Frames stage(plan_);
    const FeatureBlock features = stage.push({.first = {}, .data = samples_, .last = true});
    Segmenter segmenter(options_, plan_.grid());
    return events(segmenter, {{}, {rows(0, frames), features.data.acoustics}, true});
  }

  FramePlan plan_{FrameOptions{}};
  SegmenterOptions options_{.thresholds = {}, .join = Milliseconds{30}, .shortest = Milliseconds{20}};
  std::vector<float> samples_, scores_;
};

TEST_F(VoicingTest, EventsSoundAsIfEveryFrameHadBeenMeasured) {
  const auto expected = whole();
  ASSERT_GT(expected.size(), 20u);
  for (const std::size_t block : {1u, 15u, 100u, 1503u}) {
    Spectra spectra(plan_);
    Frames stage(plan_, spectra);
    const FeatureBlock features = stage.push({.first = {}, .data = samples_, .last = true});
    Voicing voicing(options_.thresholds, spectra);
    Segmenter segmenter(options_, plan_.grid());
    std::vector<Event> found;
    for (std::size_t at = 0; at < frames; at += block) {
      const std::size_t end = std::min(at + block, frames);
      Acoustics levels;
      levels.level_db = features.data.acoustics.level_db.subspan(at, end - at);
      const auto more = events(
          segmenter,
          voicing.push({FrameIndex{static_cast<std::int64_t>(at)}, {rows(at, end), levels}, end == frames}));
      found.insert(found.end(), more.begin(), more.end());
    }
    ASSERT_EQ(found.size(), expected.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
      const Sound &got = *found[i].sound, &want = *expected[i].sound;
      ASSERT_EQ(found[i].when, expected[i].when);
      ASSERT_EQ(got.f0_median_hz, want.f0_median_hz);
      ASSERT_EQ(got.f0_max_hz, want.f0_max_hz);
      ASSERT_EQ(got.tilt_db_per_octave, want.tilt_db_per_octave);
      ASSERT_EQ(got.level_dbfs, want.level_dbfs);
      ASSERT_EQ(got.pct_dysphonation, want.pct_dysphonation);
    }
  }
}

TEST_F(VoicingTest, WhereNoVoiceMayBeNothingIsMeasured) {
  std::fill(scores_.begin(), scores_.end(), 0.1f);
  // One frame of one voice: the groups of 16 that lie within two frames of it are measured.
  scores_[160 * voice_count] = 0.9f;
  Spectra spectra(plan_);
  Frames stage(plan_, spectra);
  const FeatureBlock features = stage.push({.first = {}, .data = samples_, .last = true});
  EXPECT_TRUE(features.data.acoustics.f0_hz.empty());
  Voicing voicing(options_.thresholds, spectra);
  const ScoreBlock out = voicing.push({{}, {rows(0, frames), features.data.acoustics}, true});
  for (std::size_t i = 0; i < frames; ++i) {
    const bool measured = out.data.acoustics.tilt_db[i] != 0;
    EXPECT_EQ(measured, i >= 144 && i < 176) << "frame " << i;
  }
}

}  // namespace
}  // namespace lull
