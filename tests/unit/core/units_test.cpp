#include "lull/core/units.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <stdexcept>
#include <type_traits>

namespace lull {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t seconds_a_day = 24 * 60 * 60;

TEST(DivideHalfUp, RoundsAHalfUpAndLessDown) {
  EXPECT_EQ(divide_half_up(4, 2), 2);
  EXPECT_EQ(divide_half_up(5, 2), 3);
  EXPECT_EQ(divide_half_up(4, 3), 1);  // 1.33
  EXPECT_EQ(divide_half_up(5, 3), 2);  // 1.67
  EXPECT_EQ(divide_half_up(0, 7), 0);
}

TEST(DivideHalfUp, DoesNotRoundHalvesToEven) {
  EXPECT_EQ(divide_half_up(1, 2), 1);
  EXPECT_EQ(divide_half_up(3, 2), 2);
  EXPECT_EQ(divide_half_up(5, 2), 3);
}

TEST(SampleRate, GivesTheTimeOfASampleRoundedHalfUp) {
  EXPECT_EQ(SampleRate(16000).time_of(SampleIndex{7}), 0ms);  // 0.4375 ms
  EXPECT_EQ(SampleRate(16000).time_of(SampleIndex{8}), 1ms);  // 0.5 ms
  EXPECT_EQ(SampleRate(2000).time_of(SampleIndex{3}), 2ms);   // 1.5 ms
}

TEST(SampleRate, DoesNotDriftOverADayAt11025Hz) {
  const SampleRate rate(11025);  // 90.7 microseconds a sample: no whole number of anything
  const std::int64_t day = seconds_a_day * 11025;
  EXPECT_EQ(rate.time_of(SampleIndex{day}), 24h);
  EXPECT_EQ(rate.time_of(SampleIndex{day - 5}), 24h);        // 0.45 ms before
  EXPECT_EQ(rate.time_of(SampleIndex{day - 6}), 24h - 1ms);  // 0.54 ms before
  EXPECT_EQ(rate.time_of(SampleIndex{day + 6}), 24h + 1ms);
}

TEST(SampleRate, PutsEverySecondOfADayOnAWholeSecond) {
  const SampleRate rate(11025);
  for (std::int64_t second = 0; second <= seconds_a_day; ++second) {
    ASSERT_EQ(rate.time_of(SampleIndex{second * 11025}), std::chrono::seconds{second});
  }
}

TEST(SampleRate, DoesNotOverflowHoweverLongTheRecording) {
  // Of a thousand years at 384 kHz the samples fit 64 bits, but a thousand times their number does not.
  const std::int64_t ages = 1000 * 365 * seconds_a_day;
  EXPECT_EQ(SampleRate(384000).time_of(SampleIndex{ages * 384000}), std::chrono::seconds{ages});
}

TEST(SampleRate, CountsTheSamplesInATimeToTheNearest) {
  EXPECT_EQ(SampleRate(16000).samples_in(25ms), 400);
  EXPECT_EQ(SampleRate(11025).samples_in(25ms), 276);  // 275.625
  EXPECT_EQ(SampleRate(11025).samples_in(24h), seconds_a_day * 11025);
  EXPECT_EQ(SampleRate(8000).samples_in(0s), 0);
}

TEST(SampleRate, IsRefusedUnlessPositive) {
  EXPECT_THROW(SampleRate(0), std::invalid_argument);
  EXPECT_THROW(SampleRate(-16000), std::invalid_argument);
  EXPECT_NO_THROW(SampleRate(1));
}

TEST(Index, MovesByACountAndTheDifferenceIsACount) {
  const SampleIndex at{100};
  EXPECT_EQ(at + 60, SampleIndex{160});
  EXPECT_EQ((at + 60) - at, 60);
  EXPECT_EQ(at - (at + 60), -60);
  SampleIndex moving{1};
  moving += 2;
  moving += 3;
  EXPECT_EQ(moving, SampleIndex{6});
}

TEST(Index, IsOrdered) {
  EXPECT_LT(FrameIndex{1}, FrameIndex{2});
  EXPECT_GE(FrameIndex{2}, FrameIndex{2});
  EXPECT_EQ(FrameIndex{}, FrameIndex{0});
}

TEST(Index, OfSamplesAndOfFramesDoNotConvert) {
  static_assert(!std::is_convertible_v<SampleIndex, FrameIndex>);
  static_assert(!std::is_constructible_v<FrameIndex, SampleIndex>);
  static_assert(!std::is_convertible_v<std::int64_t, SampleIndex>);
}

TEST(FrameGrid, StartsFramesOneHopApart) {
  constexpr FrameGrid grid;  // 16 kHz, hop 160
  static_assert(grid.start_of(FrameIndex{0}) == 0ms);
  static_assert(grid.start_of(FrameIndex{1}) == 10ms);
  static_assert(grid.start_of(FrameIndex{6'000}) == 1min);
}

TEST(FrameGrid, DoesNotAddUpRoundingWhereAHopIsNoWholeMillisecond) {
  constexpr FrameGrid grid{SampleRate(11025), 256, 128};  // a hop of 11.61 ms
  EXPECT_EQ(grid.start_of(FrameIndex{1}), 12ms);
  EXPECT_EQ(grid.start_of(FrameIndex{2}), 23ms);  // 23.22, not 2 * 12
  EXPECT_EQ(grid.start_of(FrameIndex{11025}), 128s);
}

}  // namespace
}  // namespace lull
