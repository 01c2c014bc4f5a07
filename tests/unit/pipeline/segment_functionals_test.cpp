#include <gtest/gtest.h>

#include <cmath>

#include "lull/pipeline/feature_extractor.hpp"

namespace lull {
namespace {

using std::chrono_literals::operator""ms;

struct Found {
  std::size_t segment = 0;
  std::int64_t frames = 0;
  std::vector<float> values;
};

/// Frame k has the value k and its tenth; the middle of frame k is at 10 k + 10 ms.
std::vector<Found> run(std::vector<TimeSpan> segments, std::int64_t frames, std::int64_t block) {
  const FrameGrid grid{SampleRate(16000), 320, 160};
  SegmentFunctionals functionals(grid, 2, std::move(segments));
  std::vector<float> rows;
  for (std::int64_t i = 0; i < frames; ++i) {
    rows.push_back(static_cast<float>(i));
    rows.push_back(static_cast<float>(i) / 10);
  }
  std::vector<Found> found;
  for (std::int64_t at = 0; at <= frames; at += block) {
    const auto count = static_cast<std::size_t>(std::min(block, frames - at));
    functionals.add({FrameIndex{at}, {rows.data() + 2 * at, count, 2}, at + block > frames},
                    [&](const SegmentFunctionals::Row& row) {
                      found.push_back({row.segment, row.frames, {row.values.begin(), row.values.end()}});
                    });
  }
  return found;
}

TEST(SegmentFunctionals, AreOfTheFramesWhoseMiddleIsInside) {
  // Middles at 10, 20, ... ms: 20 is the first inside, 50 no more.
  const auto found = run({{20ms, 50ms}, {21ms, 51ms}}, 100, 100);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].frames, 3);
  EXPECT_FLOAT_EQ(found[0].values[0], 2);    // the mean of 1, 2, 3
  EXPECT_FLOAT_EQ(found[0].values[7], 100);  // a frame is 10 ms
  EXPECT_FLOAT_EQ(found[0].values[8], 0.2f);
  EXPECT_EQ(found[1].frames, 3);
  EXPECT_FLOAT_EQ(found[1].values[0], 3);
}

TEST(SegmentFunctionals, TakeWhatThereIsOfASegmentThatEndsBehindTheRecording) {
  const auto found = run({{980ms, 5000ms}, {2000ms, 3000ms}}, 100, 100);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].frames, 3);  // 97, 98, 99
  EXPECT_FLOAT_EQ(found[0].values[0], 98);
  EXPECT_EQ(found[1].frames, 0);
  EXPECT_TRUE(std::isnan(found[1].values[0]));
}

TEST(SegmentFunctionals, DoNotDependOnTheBlocks) {
  const std::vector<TimeSpan> segments{
      {0ms, 900ms}, {0ms, 20ms}, {100ms, 101ms}, {300ms, 310ms}, {850ms, 2000ms}};
  const auto whole = run(segments, 97, 97);
  ASSERT_EQ(whole.size(), segments.size());
  for (const std::int64_t block : {1, 7, 16, 50}) {
    const auto cut = run(segments, 97, block);
    ASSERT_EQ(cut.size(), whole.size());
    for (std::size_t i = 0; i < cut.size(); ++i) {
      EXPECT_EQ(cut[i].segment, i);
      EXPECT_EQ(cut[i].frames, whole[i].frames);
      for (std::size_t value = 0; value < 16; ++value) {
        const float a = cut[i].values[value], b = whole[i].values[value];
        EXPECT_TRUE(a == b || (std::isnan(a) && std::isnan(b))) << block << ' ' << i << ' ' << value;
      }
    }
  }
}

}  // namespace
}  // namespace lull
