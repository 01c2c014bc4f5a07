#include "lull/response/metrics.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "lull/report/metrics_json.hpp"
#include "response/ranks.hpp"
#include "support/random_session.hpp"
#include "support/seeded.hpp"
#include "support/sessions.hpp"

namespace lull {
namespace {

using enum Label;
using test::at;
using test::session;
using test::span;
using test::without_minimum;

/// All metrics as text, without what says where in time they were.
std::string numbers(Session made, const SessionMetrics& metrics) {
  made.observed.clear();
  return metrics_json(made, metrics, {});
}

constexpr test::SessionShape small{.grid_ms = 100, .length = 600, .events = 30, .longest = 30};

RC_GTEST_PROP(Measure, StretchesThatTouchAreAsThoseFarApart, ()) {
  // A pause of the recorder: what was heard before and after it is never joined.
  Session touching = *test::random_session(small);
  touching.observed = {span(0, 25), span(25, 60)};
  Session apart = touching;
  const Milliseconds cut = at(25), moved = at(1000);
  apart.observed[1] = {cut + moved, at(60) + moved};
  for (Event& event : apart.events) {
    if (event.when.begin >= cut) event.when.begin += moved;
    if (event.when.end > cut) event.when.end += moved;
  }
  const MetricSettings settings = *test::random_settings(small.grid_ms);
  RC_ASSERT(numbers(touching, measure(touching, settings)) == numbers(apart, measure(apart, settings)));
}

RC_GTEST_PROP(Measure, ShiftingARecordingShiftsItsEpisodesAndChangesNoMetric, ()) {
  const Session made = *test::random_session(small);
  const MetricSettings settings = *test::random_settings(small.grid_ms);
  Session later = made;
  const Milliseconds hours = at(3600) * *rc::gen::inRange(1, 30);
  for (TimeSpan& each : later.observed) each = {each.begin + hours, each.end + hours};
  for (Event& each : later.events) each.when = {each.when.begin + hours, each.when.end + hours};
  const SessionMetrics before = measure(made, settings), after = measure(later, settings);
  RC_ASSERT(numbers(made, before) == numbers(later, after));
  RC_ASSERT(before.episodes.size() == after.episodes.size());
  for (std::size_t i = 0; i < before.episodes.size(); ++i) {
    RC_ASSERT(before.episodes[i].onset_s + hours == after.episodes[i].onset_s);
    RC_ASSERT(before.episodes[i].latency_s == after.episodes[i].latency_s);
  }
}

RC_GTEST_PROP(Measure, TheOrderOfEventsDoesNotMatter, ()) {
  const Session made = *test::random_session(small);
  const MetricSettings settings = *test::random_settings(small.grid_ms);
  Session reversed = made;
  std::reverse(reversed.events.begin(), reversed.events.end());
  RC_ASSERT(numbers(made, measure(made, settings)) == numbers(reversed, measure(reversed, settings)));
}

TEST(Proportion, WilsonIntervalStaysInsideTheUnit) {
  // 0 of 10: upper end z^2 / (n + z^2).
  const auto [low, high] = wilson(0, 10);
  EXPECT_EQ(low, 0);
  EXPECT_NEAR(high, 3.841458820694124 / 13.841458820694124, 1e-15);
  EXPECT_DOUBLE_EQ(wilson(10, 10)[1], 1);
}

TEST(Quantile, IsLinearBetweenOrderStatistics) {
  EXPECT_DOUBLE_EQ(quantile({4, 1, 3, 2}, 0.5), 2.5);
  EXPECT_DOUBLE_EQ(quantile({1, 2, 3, 4, 5}, 0.9), 4.6);
  EXPECT_DOUBLE_EQ(quantile({7}, 0.9), 7);
}

TEST(Turns, ACryOrASecondAdultBetweenBreaksThePair) {
  const auto turns = [](const std::vector<test::Said>& said) {
    return *measure(session({span(0, 600)}, said)).turns.count;
  };
  EXPECT_EQ(turns({{key_child, 10, 11}, {female, 16, 17}}), 1);
  EXPECT_EQ(turns({{key_child, 10, 11}, {female, 16.001, 17}}), 0);
  EXPECT_EQ(turns({{key_child, 10, 11}, {cry, 12, 13}, {female, 14, 15}}), 0);
  EXPECT_EQ(turns({{key_child, 10, 11}, {other_child, 11, 12}, {female, 14, 15}}), 0);
  EXPECT_EQ(turns({{key_child, 10, 11}, {female, 12, 13}, {male, 14, 15}, {key_child, 16, 17}}), 2);
}

TEST(Turns, OverlapIsATurnButNotAQuickOne) {
  const TurnMetrics turns = measure(session({span(0, 600)}, {{key_child, 10, 12}, {female, 11, 13}})).turns;
  EXPECT_EQ(*turns.count, 1);
  EXPECT_EQ(*turns.count_1s, 0);
  const TurnMetrics touching =
      measure(session({span(0, 600)}, {{key_child, 10, 12}, {female, 12, 13}})).turns;
  EXPECT_EQ(*touching.count_1s, 1);
}

TEST(Presence, HalfASecondOfVoiceInAWholeMinuteIsEnough) {
  const auto k = [](double until) {
    return measure(session({span(0, 150)}, {{female, 10, until}, {male, 130, 140}})).response.adult_presence;
  };
  EXPECT_EQ(k(10.5).k, 1);
  EXPECT_EQ(k(10.499).k, 0);
  EXPECT_EQ(k(10.5).n, 2);  // the remainder of 30 s is not used
}

TEST(EntropyRate, ShortQuietIsRemovedAndItsNeighboursJoined) {
  // K, A, K, A with quiet of 1.9 s between: three transitions, each certain.
  const auto made = session({span(10, 18.7)}, {{key_child, 10, 11},
                                               {female, 12.9, 14},
                                               {key_child, 14, 15},
                                               {key_child, 16.5, 17},
                                               {female, 17, 18.7}});
  MetricSettings settings = without_minimum();
  settings.min_transitions = 3;
  EXPECT_EQ(*measure(made, settings).consistency.entropy_rate_bits, 0);
  settings.min_transitions = 4;
  EXPECT_EQ(measure(made, settings).consistency.entropy_rate_bits.reason(), Reason::too_few);
}

TEST(EntropyRate, TwoEquallyLikelyNextStatesAreOneBit) {
  // A to K, K to A, A to C: from A one bit, from K none; 2/3 of the transitions leave A.
  const auto made = session({span(0, 4)}, {{female, 0, 1}, {key_child, 1, 2}, {male, 2, 3}, {cry, 3, 4}});
  EXPECT_NEAR(*measure(made, without_minimum()).consistency.entropy_rate_bits, 2.0 / 3, 1e-15);
}

TEST(Overdispersion, UsesClockHoursWhereTheStartIsKnown) {
  // Answers in minutes 0 to 25, none from 35 on: one hour of the file, two hours of a clock that starts at
  // half past.
  std::vector<test::Said> said;
  for (int i = 0; i < 3; ++i) {
    said.push_back({cry, 100.0 + 400 * i, 110.0 + 400 * i});
    said.push_back({female, 101.0 + 400 * i, 102.0 + 400 * i});
    said.push_back({cry, 2100.0 + 400 * i, 2110.0 + 400 * i});
  }
  Session made = session({span(0, 3600)}, said);
  EXPECT_EQ(measure(made).consistency.overdispersion.reason(), Reason::too_few);
  made.recording.start_time = "2024-03-01T21:30:00";
  // Two hours of 3, p 1/2: each (1.5^2)/(3/4) = 3, over one degree of freedom.
  EXPECT_DOUBLE_EQ(*measure(made).consistency.overdispersion, 6);
}

TEST(Overdispersion, UsesTheClockAfterAPauseOfTheRecorder) {
  // The same, from half past nine to half past ten without a pause; with one of an hour in the middle, from
  // nine to a quarter past eleven.
  std::vector<test::Said> said;
  for (int i = 0; i < 3; ++i) {
    said.push_back({cry, 100.0 + 200 * i, 110.0 + 200 * i});
    said.push_back({female, 101.0 + 200 * i, 102.0 + 200 * i});
    said.push_back({cry, 1000.0 + 200 * i, 1010.0 + 200 * i});
  }
  Session made = session({span(0, 900), span(900, 1800)}, said);
  made.recording.start_time = "2024-03-01T21:00:00";
  EXPECT_EQ(measure(made).consistency.overdispersion.reason(), Reason::too_few);
  made.recording.pauses = {{at(900), at(3600)}};
  EXPECT_DOUBLE_EQ(*measure(made).consistency.overdispersion, 6);
  made.recording.start_time.reset();  // hours of the file, which knows no pause
  EXPECT_EQ(measure(made).consistency.overdispersion.reason(), Reason::too_few);
}

TEST(RankCorrelation, TiesTakeTheirMeanRank) {
  EXPECT_DOUBLE_EQ(*rank_correlation({1, 2, 3}, {10, 20, 30}), 1);
  EXPECT_DOUBLE_EQ(*rank_correlation({1, 2, 3}, {9, 5, 1}), -1);
  EXPECT_NEAR(*rank_correlation({1, 2, 2, 3}, {1, 2, 3, 4}), std::sqrt(0.9), 1e-15);
  EXPECT_FALSE(rank_correlation({1, 1}, {1, 2}).has_value());
}

}  // namespace
}  // namespace lull
