#include "lull/events/distress.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace lull {
namespace {

Event crying(float level_dbfs, int length_ms = 1000, int begin_ms = 0) {
  Event event;
  event.label = Label::cry;
  event.when = {Milliseconds{begin_ms}, Milliseconds{begin_ms + length_ms}};
  event.sound.emplace();
  event.sound->level_dbfs = level_dbfs;
  event.sound->tilt_db_per_octave = -6;
  return event;
}

void grade(std::vector<Event>& events, Milliseconds observed = Milliseconds{100000}) {
  Session session;
  session.observed = {{Milliseconds{0}, observed}};
  session.events = std::move(events);
  grade_distress(session, MetricSettings{});
  events = std::move(session.events);
}

TEST(Distress, IsTheLogisticOfTheWeightedRobustScores) {
  std::vector<Event> events{crying(-30), crying(-20), crying(-10)};
  grade(events);
  // Median -20, MAD 10, spread 14.826; only the level differs, at a weight of .2.
  const double z = 10 / 14.826;
  EXPECT_NEAR(*events[0].distress, 1 / (1 + std::exp(0.2 * z)), 1e-6);
  EXPECT_NEAR(*events[1].distress, 0.5, 1e-6);
  EXPECT_NEAR(*events[2].distress, 1 / (1 + std::exp(-0.2 * z)), 1e-6);
}

TEST(Distress, BelowOneHalfIsFuss) {
  std::vector<Event> events{crying(-30), crying(-20), crying(-10)};
  grade(events);
  EXPECT_EQ(events[0].label, Label::cry);  // as whoever made the events called it
  name_fuss(events);
  EXPECT_EQ(events[0].label, Label::fuss);
  EXPECT_EQ(events[1].label, Label::cry);  // exactly one half
  EXPECT_EQ(events[2].label, Label::cry);
}

TEST(Distress, WithoutSpreadEverythingIsCry) {
  std::vector<Event> events{crying(-20), crying(-20)};
  grade(events);
  name_fuss(events);
  EXPECT_FLOAT_EQ(*events[0].distress, 0.5f);
  EXPECT_EQ(events[1].label, Label::cry);
}

TEST(Distress, LongerIsMore) {
  std::vector<Event> events{crying(-20, 500), crying(-20, 1000), crying(-20, 2000)};
  grade(events);
  EXPECT_LT(*events[0].distress, *events[1].distress);
  EXPECT_LT(*events[1].distress, *events[2].distress);
}

TEST(Distress, CriesTooShortToCountAreGradedAgainstTheOthers) {
  std::vector<Event> events{crying(-30), crying(-20), crying(-10)};
  auto more = events;
  for (int i = 1; i < 10; ++i) more.push_back(crying(-60, 299, 2000 * i));
  grade(events);
  grade(more);
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(*more[i].distress, *events[i].distress);
  // Median -20, spread 14.826; all of the others are as long as each other, so length says nothing.
  EXPECT_NEAR(*more[3].distress, 1 / (1 + std::exp(0.2 * 40 / 14.826)), 1e-6);
  more.back().when.end += Milliseconds{1};  // counts
  grade(more);
  EXPECT_NE(*more[0].distress, *events[0].distress);
}

TEST(Distress, PiecesOfALongCryAreOfItsUnit) {
  // Four cries of four pieces that touch or nearly do, none of which is a unit by itself.
  std::vector<Event> pieces;
  for (int i = 0; i < 16; ++i)
    pieces.push_back(crying(static_cast<float>(-30 + i), 200, 5000 * (i / 4) + 250 * (i % 4)));
  grade(pieces);
  EXPECT_LT(*pieces[0].distress, 0.49);
  EXPECT_GT(*pieces[15].distress, 0.51);
}

TEST(Distress, WhatWasNotObservedIsNotComparedWith) {
  std::vector<Event> events{crying(-30, 1000, 0), crying(-20, 1000, 2000), crying(-10, 1000, 4000)};
  auto more = events;
  for (int i = 0; i < 9; ++i) more.push_back(crying(0, 1000, 60000 + 2000 * i));
  grade(events, Milliseconds{50000});
  grade(more, Milliseconds{50000});
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(*more[i].distress, *events[i].distress);
}

TEST(Distress, AdultsAndCriesWithoutSoundAreLeftAlone) {
  std::vector<Event> events{crying(-20), crying(-20), crying(-20)};
  events[0].label = Label::female;
  events[1].sound.reset();
  grade(events);
  name_fuss(events);
  EXPECT_FALSE(events[0].distress.has_value());
  EXPECT_EQ(events[0].label, Label::female);
  EXPECT_FALSE(events[1].distress.has_value());
}

TEST(Distress, NoCriesIsFine) {
  std::vector<Event> events;
  grade(events);
  EXPECT_TRUE(events.empty());
}

}  // namespace
}  // namespace lull
