#include "lull/events/spans.hpp"

#include <gtest/gtest.h>

#include "support/sessions.hpp"

namespace lull {
namespace {

using Spans = std::vector<TimeSpan>;
using test::at;
using test::span;

TEST(Joined, TouchingSpansBecomeOneEvenWithoutAGap) {
  EXPECT_EQ(joined({span(2, 3), span(0, 1), span(1, 2)}), Spans{span(0, 3)});
}

TEST(Joined, AGapOfExactlyTheLimitStays) {
  EXPECT_EQ(joined({span(0, 1), span(1.1, 2)}, at(0.1)), (Spans{span(0, 1), span(1.1, 2)}));
  EXPECT_EQ(joined({span(0, 1), span(1.099, 2)}, at(0.1)), Spans{span(0, 2)});
}

TEST(Joined, ASpanInsideAnotherDoesNotShortenIt) {
  EXPECT_EQ(joined({span(0, 10), span(1, 2), span(9, 11)}), Spans{span(0, 11)});
}

TEST(Joined, EmptySpansGo) { EXPECT_EQ(joined({span(1, 1), span(3, 2)}), Spans{}); }

TEST(Difference, AHoleInTheMiddleLeavesBothEnds) {
  EXPECT_EQ(difference(Spans{span(0, 10), span(20, 30)}, Spans{span(2, 3), span(9, 21)}),
            (Spans{span(0, 2), span(3, 9), span(21, 30)}));
}

TEST(Difference, AHoleMayCoverSeveralSpans) {
  EXPECT_EQ(difference(Spans{span(1, 2), span(3, 4), span(5, 6)}, Spans{span(0, 5.5)}), Spans{span(5.5, 6)});
}

TEST(Common, TouchingSpansShareNothing) { EXPECT_EQ(common(Spans{span(0, 1)}, Spans{span(1, 2)}), Spans{}); }

TEST(Common, KeepsEveryPieceOfEither) {
  EXPECT_EQ(common(Spans{span(0, 4), span(6, 9)}, Spans{span(1, 2), span(3, 7)}),
            (Spans{span(1, 2), span(3, 4), span(6, 7)}));
}

TEST(CutAt, PiecesTouchWhereTheyWereCut) {
  EXPECT_EQ(cut_at(Spans{span(0, 10), span(20, 30)}, {at(25), at(4), at(4), at(0), at(20), at(10), at(15)}),
            (Spans{span(0, 4), span(4, 10), span(20, 25), span(25, 30)}));
}

TEST(TotalWithin, CutsAtBothEndsOfTheWindow) {
  EXPECT_EQ(total_within(Spans{span(0, 2), span(3, 5), span(6, 9)}, span(1, 7)), at(4));
}

}  // namespace
}  // namespace lull
