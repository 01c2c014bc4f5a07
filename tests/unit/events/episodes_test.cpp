#include "lull/events/episodes.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "lull/events/spans.hpp"
#include "support/random_session.hpp"
#include "support/seeded.hpp"
#include "support/sessions.hpp"

namespace lull {
namespace {

using enum Label;
using test::at;
using test::session;
using test::span;

std::vector<Episode> episodes_in(std::vector<TimeSpan> observed, const std::vector<test::Said>& said) {
  return find_episodes(tracks_of(session(std::move(observed), said), {}), {});
}

TEST(Episodes, AGapOfExactlyTheConfirmedQuietStartsANewOne) {
  EXPECT_EQ(episodes_in({span(0, 500)}, {{cry, 100, 110}, {cry, 140, 150}}).size(), 2U);
  EXPECT_EQ(episodes_in({span(0, 500)}, {{cry, 100, 110}, {cry, 139.999, 150}}).size(), 1U);
}

TEST(Episodes, CryingOnBothSidesOfAGapInObservationIsTwo) {
  const auto all = episodes_in({span(0, 100), span(101, 200)}, {{cry, 90, 105}});
  ASSERT_EQ(all.size(), 2U);
  EXPECT_FALSE(all[0].calm_confirmed);
  EXPECT_TRUE(all[1].left_censored);
}

TEST(Episodes, ExactlyTheConfirmedQuietBeforeAndAfterIsEnough) {
  const Episode exact = episodes_in({span(0, 70)}, {{cry, 30, 40}}).at(0);
  EXPECT_FALSE(exact.left_censored);
  EXPECT_TRUE(exact.calm_confirmed);
  const Episode less = episodes_in({span(0, 69.999)}, {{cry, 29.999, 40}}).at(0);
  EXPECT_TRUE(less.left_censored);
  EXPECT_FALSE(less.calm_confirmed);
}

TEST(Episodes, ExactlyAFifthOfCryIsCry) {
  EXPECT_TRUE(episodes_in({span(0, 99)}, {{cry, 40, 42}, {fuss, 42, 50}}).at(0).is_cry());
  EXPECT_FALSE(episodes_in({span(0, 99)}, {{cry, 40, 41.999}, {fuss, 41.999, 50}}).at(0).is_cry());
}

TEST(Bouts, AGapOfExactlyTheLimitStaysInTheBout) {
  const auto tracks =
      tracks_of(session({span(0, 99)}, {{cry, 10, 11}, {cry, 16, 17}, {cry, 22.001, 23}}), {});
  EXPECT_EQ(find_bouts(tracks, {}), (std::vector<TimeSpan>{span(10, 17), span(22.001, 23)}));
}

TEST(Bouts, OnlyLongerOnesCountWhereALengthIsSet) {
  const auto tracks = tracks_of(session({span(0, 99)}, {{cry, 10, 15}, {cry, 30, 35.001}}), {});
  MetricSettings settings;
  settings.m_b = at(5);
  EXPECT_EQ(find_bouts(tracks, settings), std::vector<TimeSpan>{span(30, 35.001)});
}

constexpr test::SessionShape small{.grid_ms = 100, .length = 600, .events = 30, .longest = 30};

RC_GTEST_PROP(Episodes, PartitionTheUnits, ()) {
  const Session session = *test::random_session(small);
  const MetricSettings settings = *test::random_settings(small.grid_ms);
  const auto tracks = tracks_of(session, settings);
  const auto episodes = find_episodes(tracks, settings);
  std::vector<std::size_t> next(tracks.size(), 0);
  for (const Episode& each : episodes) {
    RC_ASSERT(each.units.begin == next[each.stretch]);  // none left out, none twice
    RC_ASSERT(each.units.begin < each.units.end);
    next[each.stretch] = each.units.end;
    RC_ASSERT(each.cry <= each.when.length());
    RC_ASSERT(each.cry_labelled <= each.cry);
  }
  for (std::size_t s = 0; s < tracks.size(); ++s) RC_ASSERT(next[s] == tracks[s].cry.size());
}

RC_GTEST_PROP(Tracks, AreInOrderApartAndInsideTheirStretch, ()) {
  const Session session = *test::random_session(small);
  for (const StretchTracks& tracks : tracks_of(session, *test::random_settings(small.grid_ms))) {
    for (const auto* track :
         {&tracks.cry, &tracks.cry_labelled, &tracks.voice, &tracks.child, &tracks.other_child}) {
      for (std::size_t i = 0; i < track->size(); ++i) {
        RC_ASSERT(!(*track)[i].empty());
        RC_ASSERT(intersection((*track)[i], tracks.stretch) == (*track)[i]);
        RC_ASSERT((i == 0 || (*track)[i - 1].end <= (*track)[i].begin));  // rapidcheck takes a bare || apart
      }
    }
    RC_ASSERT(common(tracks.cry, tracks.child).empty());
    RC_ASSERT(difference(tracks.cry_labelled, tracks.cry).empty());
  }
}

}  // namespace
}  // namespace lull
