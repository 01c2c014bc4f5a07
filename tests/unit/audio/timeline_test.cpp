#include "audio/timeline.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace lull {
namespace {

/// A line of one channel at 1000 frames a second, so that a frame is a millisecond.
class Line : public testing::Test {
 protected:
  Line() { line_.set_format(1, 1000); }
  void add(std::size_t frames, float value) { std::fill_n(line_.grow(frames), frames, value); }
  std::vector<float> all() {
    std::vector<float> out(line_.ready());
    out.resize(line_.take(out.data(), out.size()));
    return out;
  }
  Timeline line_{0};
};

TEST_F(Line, StampsThatCountTheFramesChangeNothing) {
  for (int i = 0; i < 5; ++i) {
    line_.at_stamp(700 + 100 * i, false, {});
    add(100, 1);
  }
  EXPECT_EQ(all(), std::vector<float>(500, 1));
  EXPECT_TRUE(line_.damage().what.empty());
}

TEST_F(Line, AHoleBetweenStampsBecomesSilence) {
  line_.at_stamp(0, false, {});
  add(100, 1);
  line_.at_stamp(350, false, {});
  add(100, 2);
  add(50, 3);
  std::vector<float> expected(100, 1);
  expected.insert(expected.end(), 250, 0);
  expected.insert(expected.end(), 100, 2);
  expected.insert(expected.end(), 50, 3);
  EXPECT_EQ(all(), expected);
  EXPECT_EQ(line_.damage().places, 1);
  EXPECT_EQ(line_.damage().filled, 250);
  EXPECT_EQ(line_.damage().first, 100);
}

TEST_F(Line, TheSilenceOfALongHoleIsNotKeptInMemoryButMadeAsItIsTaken) {
  line_.at_stamp(0, false, {});
  add(10, 1);
  line_.at_stamp(3'000'000, false, {});
  add(10, 2);
  EXPECT_EQ(line_.ready(), 3'000'010u);
  std::vector<float> block(1000);
  std::size_t taken = 0, last = 0;
  while ((last = line_.take(block.data(), block.size())) > 0) taken += last;
  EXPECT_EQ(taken, 3'000'010u);
}

TEST_F(Line, JitterIsNoHoleUnlessSomethingWasLost) {
  line_.at_stamp(0, false, {});
  add(100, 1);
  line_.at_stamp(190, false, {});
  add(100, 1);
  EXPECT_EQ(line_.damage().places, 0);
  line_.note("invalid data");
  line_.at_stamp(290, false, {});
  EXPECT_EQ(line_.damage().filled, 90);
}

TEST_F(Line, ExactStampsAreTakenAtTheirWord) {
  line_.at_stamp(0, true, {});
  add(100, 1);
  line_.at_stamp(101, true, {});
  EXPECT_EQ(line_.damage().filled, 1);
}

TEST_F(Line, StampsBeyondReasonOrBackwardsAreNotFollowed) {
  line_.at_stamp(0, false, {});
  add(100, 1);
  line_.at_stamp(std::int64_t{1} << 60, false, {});
  add(100, 1);
  line_.at_stamp(5000, false, 10000);
  add(100, 1);
  EXPECT_EQ(line_.damage().filled, 0);
  line_.at_stamp(90000, false, 10000);  // beyond the length that the file declares
  EXPECT_EQ(line_.damage().filled, 0);
}

TEST_F(Line, PrimingIsSkippedAndCountsForNoTime) {
  line_.set_skip(30);
  line_.at_stamp(0, false, {});
  add(20, 9);
  EXPECT_EQ(line_.ready(), 0u);
  add(20, 9);
  EXPECT_EQ(line_.ready(), 10u);
  line_.note("invalid data");
  EXPECT_EQ(line_.damage().first, 10);
  EXPECT_EQ(all(), std::vector<float>(10, 9));
}

TEST_F(Line, LostFramesAreSilenceOfTheirLength) {
  line_.at_stamp(0, false, {});
  add(36, 1);
  line_.lose(36);
  line_.at_stamp(36, false, {});
  add(36, 2);
  std::vector<float> expected(36, 1);
  expected.insert(expected.end(), 36, 0);
  expected.insert(expected.end(), 36, 2);
  EXPECT_EQ(all(), expected);
}

}  // namespace
}  // namespace lull
