#include "lull/events/tracks.hpp"

#include <gtest/gtest.h>

#include "support/sessions.hpp"

namespace lull {
namespace {

using enum Label;
using Spans = std::vector<TimeSpan>;
using test::session;
using test::span;

StretchTracks one(const std::vector<test::Said>& said) {
  return tracks_of(session({span(0, 100)}, said), MetricSettings{}).at(0);
}

TEST(Tracks, AGapOfExactlyTheFillStaysAndAMillisecondLessIsFilled) {
  EXPECT_EQ(one({{cry, 1, 2}, {cry, 2.1, 3}}).cry, (Spans{span(1, 2), span(2.1, 3)}));
  EXPECT_EQ(one({{cry, 1, 2}, {cry, 2.099, 3}}).cry, Spans{span(1, 3)});
}

TEST(Tracks, FillingComesBeforeDeleting) {
  EXPECT_EQ(one({{cry, 1, 1.15}, {cry, 1.2, 1.35}}).cry, Spans{span(1, 1.35)});
}

TEST(Tracks, AUnitOfExactlyTheShortestLengthStays) {
  EXPECT_EQ(one({{cry, 1, 1.3}, {cry, 5, 5.299}}).cry, Spans{span(1, 1.3)});
}

TEST(Tracks, CryAndFussAreOneTrackAndCryWinsWhereTheyOverlap) {
  const StretchTracks tracks = one({{cry, 1, 2}, {fuss, 1.5, 3}, {fuss, 3.05, 4}});
  EXPECT_EQ(tracks.cry, Spans{span(1, 4)});
  EXPECT_EQ(tracks.cry_labelled, Spans{span(1, 2)});
}

TEST(Tracks, AGapBetweenCryAndFussThatIsFilledIsFuss) {
  const StretchTracks tracks = one({{cry, 1, 2}, {fuss, 2.05, 3}});
  EXPECT_EQ(tracks.cry, Spans{span(1, 3)});
  EXPECT_EQ(tracks.cry_labelled, Spans{span(1, 2)});
}

TEST(Tracks, ASegmentOverAGapBecomesOnePieceOnEachSide) {
  const auto tracks =
      tracks_of(session({span(0, 10), span(20, 30)}, {{cry, 5, 25}, {female, 9.9, 20.1}}), {});
  EXPECT_EQ(tracks[0].cry, Spans{span(5, 10)});
  EXPECT_EQ(tracks[1].cry, Spans{span(20, 25)});
  EXPECT_TRUE(tracks[0].adult.empty());  // 0.1 s are left of it: too short
  EXPECT_TRUE(tracks[1].adult.empty());
}

TEST(Tracks, StretchesThatTouchAreNotJoined) {
  const auto tracks = tracks_of(session({span(0, 10), span(10, 20)}, {{cry, 5, 15}}), {});
  EXPECT_EQ(tracks[0].cry, Spans{span(5, 10)});
  EXPECT_EQ(tracks[1].cry, Spans{span(10, 15)});
}

TEST(Tracks, VoicesOfTwoLabelsStaySeparateAndOverlap) {
  const StretchTracks tracks = one({{female, 1, 3}, {male, 1, 2}, {female, 3.05, 4}, {male, 2.1, 2.2}});
  ASSERT_EQ(tracks.adult.size(), 2U);
  EXPECT_EQ(tracks.adult[0].label, male);  // by onset, then offset
  EXPECT_EQ(tracks.adult[0].when, span(1, 2));
  EXPECT_EQ(tracks.adult[1].when, span(1, 4));
  EXPECT_EQ(tracks.voice, Spans{span(1, 4)});
}

TEST(Tracks, AnAdultThatStartsWithTheStretchHasNoKnownOnset) {
  const StretchTracks tracks = one({{female, 0, 1}, {male, 0.001, 1}});
  EXPECT_FALSE(tracks.is_onset(tracks.adult[0]));
  EXPECT_TRUE(tracks.is_onset(tracks.adult[1]));
}

TEST(Tracks, CryingIsTakenOutOfTheKeyChildsTrack) {
  const StretchTracks tracks = one({{key_child, 1, 6}, {cry, 1.1, 3}, {fuss, 4, 5}});
  EXPECT_EQ(tracks.child, (Spans{span(3, 4), span(5, 6)}));  // 1 to 1.1 is too short
}

TEST(Tracks, ACryTooShortToCountIsNotTakenOut) {
  EXPECT_EQ(one({{key_child, 1, 6}, {cry, 3, 3.2}}).child, Spans{span(1, 6)});
}

}  // namespace
}  // namespace lull
