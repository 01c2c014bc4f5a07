#include <gtest/gtest.h>

#include "lull/response/metrics.hpp"
#include "support/sessions.hpp"

namespace lull {
namespace {

using enum Label;
using test::at;
using test::session;
using test::span;
using test::without_minimum;

TEST(Reasons, NothingObservedComesBeforeAllOthers) {
  Session nothing = session({}, {});
  nothing.tracks = {false, false, false};
  const SessionMetrics metrics = measure(nothing);
  EXPECT_EQ(metrics.crying.units.reason(), Reason::not_observed);
  EXPECT_EQ(metrics.response.strict[0].value.reason(), Reason::not_observed);
  EXPECT_FALSE(metrics.response.strict[0].n.has_value());
  EXPECT_FALSE(metrics.coregulation.n.has_value());
  EXPECT_EQ(metrics.turns.count.reason(), Reason::not_observed);
  EXPECT_EQ(metrics.repair.majority.reason(), Reason::not_observed);
  EXPECT_FALSE(metrics.response.chance[0].shifts.has_value());
}

TEST(Reasons, TracksAreAskedInOrderAndOnlyWhereTheyAreNeeded) {
  Session made = session({span(0, 7200)}, {{cry, 100, 110}});
  made.tracks = {false, false, false};
  const SessionMetrics none = measure(made);
  EXPECT_EQ(none.crying.units.reason(), Reason::no_cry_track);
  EXPECT_EQ(none.response.adult_presence.value.reason(), Reason::no_adult_track);
  EXPECT_EQ(none.response.adult_presence_while_crying.value.reason(), Reason::no_cry_track);
  EXPECT_TRUE(none.episodes.empty());
  made.tracks = {true, false, false};
  const SessionMetrics only_cry = measure(made);
  EXPECT_EQ(*only_cry.crying.units, 1);
  EXPECT_EQ(*only_cry.coregulation.total.n, 1);
  EXPECT_EQ(*only_cry.sensitivity.t_calm_s[0].value.episodes, 1);
  EXPECT_EQ(only_cry.sensitivity.t_calm_s[0].value.total_median_s.reason(), Reason::too_few);
  EXPECT_EQ(only_cry.coregulation.events.reason(), Reason::no_adult_track);
  EXPECT_EQ(only_cry.turns.count.reason(), Reason::no_adult_track);
  EXPECT_FALSE(only_cry.episodes.at(0).responded.has_value());
  EXPECT_EQ(only_cry.episodes.at(0).total_s, at(10));
  made.tracks = {true, true, false};
  EXPECT_EQ(measure(made).turns.count.reason(), Reason::no_child_track);
  EXPECT_EQ(measure(made).consistency.entropy_rate_bits.reason(), Reason::no_child_track);
}

TEST(Reasons, WithoutEpisodesCountsAndRatesAreRealZeros) {
  const SessionMetrics metrics = measure(session({span(0, 7200)}, {{female, 100, 110}}));
  EXPECT_EQ(*metrics.crying.episodes, 0);
  EXPECT_EQ(*metrics.crying.minutes_per_hour, 0);
  EXPECT_EQ(*metrics.response.unresponsive_min_per_h, 0);
  EXPECT_EQ(*metrics.repair.ruptures_per_h, 0);
  EXPECT_EQ(*metrics.turns.count, 0);
  EXPECT_EQ(metrics.consistency.entropy_rate_bits.reason(), Reason::too_few);
  EXPECT_EQ(metrics.crying.cry_fraction.reason(), Reason::no_episodes);
  EXPECT_EQ(metrics.crying.episode_s.mean.reason(), Reason::no_episodes);
  EXPECT_EQ(metrics.response.strict[0].value.reason(), Reason::no_episodes);
  EXPECT_EQ(metrics.response.strict[0].n, 0);
  EXPECT_EQ(metrics.response.chance[0].expected.reason(), Reason::no_episodes);
  EXPECT_EQ(metrics.response.chance[0].shifts, 0);
  EXPECT_EQ(metrics.coregulation.median_s.reason(), Reason::no_episodes);
  EXPECT_TRUE(metrics.coregulation.curve.empty());
  EXPECT_EQ(metrics.response.adult_presence_while_crying.value.reason(), Reason::too_few);
}

TEST(Reasons, AllEpisodesLeftCensoredIsCensored) {
  const SessionMetrics metrics = measure(session({span(0, 7200)}, {{cry, 10, 20}}), without_minimum());
  EXPECT_EQ(metrics.crying.episode_s.max.reason(), Reason::censored);
  EXPECT_EQ(metrics.response.latency.median_s.reason(), Reason::censored);
  EXPECT_EQ(metrics.coregulation.total.rmst_s.reason(), Reason::censored);
  EXPECT_EQ(metrics.repair.repair_share.value.reason(), Reason::censored);
  EXPECT_DOUBLE_EQ(*metrics.crying.cry_fraction, 1);
  EXPECT_EQ(*metrics.response.ignored, 0);
  EXPECT_DOUBLE_EQ(*metrics.crying.minutes_per_hour, 10.0 / 60 / 2);
}

TEST(Reasons, RatesNeedTheirHoursAndADayNeedsHalfOfOne) {
  EXPECT_EQ(measure(session({span(0, 3599.999)}, {})).crying.minutes_per_hour.reason(), Reason::too_few);
  EXPECT_TRUE(measure(session({span(0, 3600)}, {})).crying.minutes_per_hour.has_value());
  EXPECT_EQ(measure(session({span(0, 43199.999)}, {})).crying.minutes_per_24h.reason(), Reason::too_few);
  EXPECT_TRUE(measure(session({span(0, 43200)}, {})).crying.minutes_per_24h.has_value());
}

TEST(Reasons, AMinimumOfZeroStillNeedsOneCaseAndTwoForASpread) {
  const SessionMetrics metrics =
      measure(session({span(0, 600)}, {{cry, 100, 110}, {female, 105, 106}}), without_minimum());
  EXPECT_EQ(metrics.consistency.latency_sd_log.reason(), Reason::too_few);
  EXPECT_EQ(*metrics.consistency.latency_mad_s, 0);
  EXPECT_EQ(metrics.repair.repair_share.value.reason(), Reason::too_few);
  EXPECT_EQ(metrics.repair.majority.reason(), Reason::too_few);
  EXPECT_EQ(*metrics.consistency.response_entropy, 0);
}

TEST(Reasons, AWindowBeyondWhatWasSeenIsCensored) {
  // One answer at 5 s, one episode cut off at 20 s: nothing is known of 30 s.
  MetricSettings settings = without_minimum();
  settings.w = {at(5), at(20), at(30)};
  const auto metrics =
      measure(session({span(0, 300), span(400, 470)}, {{cry, 100, 110}, {female, 105, 106}, {cry, 450, 470}}),
              settings);
  const LatencyMetrics& latency = metrics.response.latency;
  EXPECT_DOUBLE_EQ(*latency.responded_by[0], 0.5);
  EXPECT_DOUBLE_EQ(*latency.responded_by[1], 0.5);
  EXPECT_EQ(latency.responded_by[2].reason(), Reason::censored);
  EXPECT_EQ(metrics.coregulation.total.quiet_within_60.reason(), Reason::censored);
}

TEST(Reasons, TooFewEventsComeBeforeCensored) {
  const auto metrics = measure(session({span(0, 7200)}, {{cry, 100, 110}, {female, 105, 106}}));
  EXPECT_EQ(metrics.response.latency.responded_by[2].reason(), Reason::too_few);
  EXPECT_EQ(metrics.response.strict[0].value.reason(), Reason::too_few);
  EXPECT_EQ(metrics.response.strict[0].k, 1);
  EXPECT_EQ(metrics.response.chance[0].expected.reason(), Reason::too_few);
}

TEST(Reasons, NoShiftIsTooFewAndNoExpectationMakesTheLiftUndefined) {
  const auto shortest =
      measure(session({span(0, 119.999)}, {{cry, 40, 45}, {female, 41, 42}}), without_minimum());
  EXPECT_EQ(shortest.response.chance[0].expected.reason(), Reason::too_few);
  EXPECT_EQ(shortest.response.chance[0].shifts, 0);
  const auto silent = measure(session({span(0, 120)}, {{cry, 40, 45}}), without_minimum());
  EXPECT_EQ(silent.response.chance[0].shifts, 1);
  EXPECT_EQ(*silent.response.chance[0].expected, 0);
  EXPECT_EQ(silent.response.chance[0].lift.reason(), Reason::undefined);
  EXPECT_EQ(*silent.response.chance[0].p, 1);
}

TEST(Reasons, SettingsOutOfRangeAreAnError) {
  MetricSettings settings;
  settings.t_calm = at(0);
  EXPECT_THROW(measure(session({}, {}), settings), Error);
  settings = {};
  settings.w = {at(-1)};
  EXPECT_THROW(measure(session({}, {}), settings), Error);
}

}  // namespace
}  // namespace lull
