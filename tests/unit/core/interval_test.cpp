#include "lull/core/interval.hpp"

#include <gtest/gtest.h>

#include <optional>

namespace lull {
namespace {

using namespace std::chrono_literals;

TEST(Interval, HoldsItsBeginAndNotItsEnd) {
  const TimeSpan span{100ms, 300ms};
  EXPECT_TRUE(span.contains(100ms));
  EXPECT_TRUE(span.contains(299ms));
  EXPECT_FALSE(span.contains(300ms));
  EXPECT_FALSE(span.contains(99ms));
}

TEST(Interval, IsAsLongAsItsEndsAreApart) {
  EXPECT_EQ((TimeSpan{100ms, 300ms}.length()), 200ms);
  EXPECT_EQ((Interval<SampleIndex>{{10}, {14}}.length()), 4);
}

TEST(Interval, IsEmptyUnlessItBeginsBeforeItEnds) {
  EXPECT_TRUE((TimeSpan{5ms, 5ms}.empty()));
  EXPECT_TRUE((TimeSpan{6ms, 5ms}.empty()));
  EXPECT_FALSE((TimeSpan{5ms, 6ms}.empty()));
  EXPECT_TRUE(TimeSpan{}.empty());
}

TEST(Interval, IsOrderedByBeginThenByEnd) {
  EXPECT_LT((TimeSpan{1ms, 9ms}), (TimeSpan{2ms, 3ms}));
  EXPECT_LT((TimeSpan{1ms, 2ms}), (TimeSpan{1ms, 3ms}));
}

TEST(Intersection, IsWhatBothCover) {
  EXPECT_EQ(intersection(TimeSpan{0ms, 10ms}, TimeSpan{5ms, 20ms}), (TimeSpan{5ms, 10ms}));
  EXPECT_EQ(intersection(TimeSpan{0ms, 20ms}, TimeSpan{5ms, 10ms}), (TimeSpan{5ms, 10ms}));
}

TEST(Intersection, IsTheSameEitherWayRound) {
  const TimeSpan a{0ms, 10ms}, b{5ms, 20ms};
  EXPECT_EQ(intersection(a, b), intersection(b, a));
}

TEST(Intersection, IsNothingWhereTheyOnlyTouchOrLieApart) {
  EXPECT_EQ(intersection(TimeSpan{0ms, 10ms}, TimeSpan{10ms, 20ms}), std::nullopt);
  EXPECT_EQ(intersection(TimeSpan{0ms, 10ms}, TimeSpan{15ms, 20ms}), std::nullopt);
}

TEST(Gap, IsTheTimeBetweenThemInEitherOrder) {
  const TimeSpan early{0ms, 100ms}, late{350ms, 400ms};
  EXPECT_EQ(gap(early, late), 250ms);
  EXPECT_EQ(gap(late, early), 250ms);
}

TEST(Gap, IsZeroWhereTheyTouchAndNegativeWhereTheyOverlap) {
  EXPECT_EQ(gap(TimeSpan{0ms, 100ms}, TimeSpan{100ms, 200ms}), 0ms);
  EXPECT_EQ(gap(TimeSpan{0ms, 100ms}, TimeSpan{70ms, 200ms}), -30ms);
}

}  // namespace
}  // namespace lull
