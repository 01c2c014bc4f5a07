#include <gtest/gtest.h>

#include "lull/response/metrics.hpp"

namespace lull {
namespace {

/// The first worked example of metrics.md, section 12: 24 minutes, every number found by hand.
constexpr double to_five_digits = 5e-7, to_four_digits = 5e-5;

Milliseconds at(double seconds) { return Milliseconds{static_cast<std::int64_t>(seconds * 1000 + 0.5)}; }

Session by_hand() {
  Session session;
  session.recording.id = "by_hand";
  session.observed = {{at(0), at(900)}, {at(960), at(1500)}};
  const std::vector<std::array<double, 2>> cries{
      {40, 42},   {43, 46},   {50, 55},     {200, 210},   {212, 290},   {400, 500},  {505, 560},
      {620, 626}, {880, 895}, {1000, 1010}, {1030, 1040}, {1045, 1050}, {1470, 1490}};
  const std::vector<std::array<double, 2>> female{{20, 25},    {43.5, 47},   {53, 56},    {300, 305},
                                                  {475, 480},  {540, 558},   {565, 570},  {895.5, 897},
                                                  {998, 1004}, {1042, 1046}, {1480, 1484}};
  for (const auto& [begin, end] : cries)
    session.events.push_back({Label::cry, {at(begin), at(end)}, {}, {}, {}});
  for (const auto& [begin, end] : female)
    session.events.push_back({Label::female, {at(begin), at(end)}, {}, {}, {}});
  return session;
}

MetricSettings without_minimum() {
  MetricSettings settings;
  settings.min_hours = 0;
  settings.min_n = settings.min_events = settings.min_sd = settings.min_entropy = settings.min_transitions =
      settings.min_ruptures = 0;
  return settings;
}

const SessionMetrics& metrics() {
  static const SessionMetrics all = measure(by_hand(), without_minimum());
  return all;
}

void expect_share(const Proportion& share, std::int64_t k, std::int64_t n) {
  EXPECT_EQ(share.k, k);
  EXPECT_EQ(share.n, n);
  EXPECT_DOUBLE_EQ(*share.value, static_cast<double>(k) / static_cast<double>(n));
}

TEST(ByHand, AmountsOfCrying) {
  const CryingMetrics& crying = metrics().crying;
  EXPECT_EQ(*crying.units, 13);
  EXPECT_EQ(*crying.bouts, 8);
  EXPECT_EQ(*crying.episodes, 7);
  EXPECT_EQ(*crying.left_censored, 0);
  EXPECT_EQ(*crying.right_censored, 2);
  EXPECT_DOUBLE_EQ(*crying.seconds, 319);
  EXPECT_NEAR(*crying.minutes_per_hour, 13.2917, to_four_digits);
}

TEST(ByHand, EpisodesOneByOne) {
  struct Expected {
    double t0, u, cry, latency, coregulation, before;
    bool confirmed, rupture;
    std::string repair, outcome;
  };
  constexpr double none = -1;
  const std::vector<Expected> all{{40, 55, 10, 3.5, 11.5, 2.5, true, false, "", "soothed"},
                                  {200, 290, 88, none, none, 88, true, true, "self_resolved", "self_quiet"},
                                  {400, 560, 155, 75, 85, 75, true, true, "repaired", "soothed"},
                                  {620, 626, 6, none, none, 6, true, false, "", "self_quiet"},
                                  {880, 895, 15, 15.5, 0, 15, false, false, "", "unresolved"},
                                  {1000, 1050, 25, 42, 8, 20, true, false, "", "soothed"},
                                  {1470, 1490, 20, 10, 10, 10, false, false, "", "unresolved"}};
  const auto& rows = metrics().episodes;
  ASSERT_EQ(rows.size(), all.size());
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Expected& expected = all[i];
    SCOPED_TRACE(expected.t0);
    EXPECT_EQ(rows[i].onset_s, at(expected.t0));
    EXPECT_EQ(rows[i].offset_s, at(expected.u));
    EXPECT_EQ(rows[i].cry_s, at(expected.cry));
    EXPECT_EQ(rows[i].responded, expected.latency != none);
    if (expected.latency != none) {
      EXPECT_EQ(rows[i].latency_s, at(expected.latency));
      EXPECT_EQ(rows[i].coregulation_s, at(expected.coregulation));
    }
    EXPECT_EQ(rows[i].cry_before_response_s, at(expected.before));
    EXPECT_EQ(rows[i].calm_confirmed, expected.confirmed);
    EXPECT_EQ(rows[i].concurrent, expected.t0 == 1000);
    EXPECT_EQ(rows[i].rupture, expected.rupture);
    EXPECT_EQ(rows[i].repair.value_or(""), expected.repair);
    EXPECT_EQ(rows[i].outcome, expected.outcome);
  }
}

TEST(ByHand, SharesOfResponses) {
  const ResponseMetrics& response = metrics().response;
  expect_share(response.strict[0], 1, 7);
  expect_share(response.strict[1], 3, 7);
  expect_share(response.strict[2], 4, 7);
  expect_share(response.lenient[0], 2, 7);
  expect_share(response.lenient[1], 4, 7);
  expect_share(response.lenient[2], 4, 7);
  expect_share(response.still_crying[0], 1, 7);
  expect_share(response.still_crying[1], 3, 6);
  expect_share(response.still_crying[2], 4, 6);
  EXPECT_EQ(*response.ignored, 2);
  expect_share(response.ignored_share, 2, 7);
  EXPECT_NEAR(*response.unresponsive_min_per_h, 9.0208, to_four_digits);
  expect_share(response.adult_presence, 8, 24);
  expect_share(response.adult_presence_while_crying, 7, 12);
}

TEST(ByHand, LatencyWithCompetingQuiet) {
  const LatencyMetrics& latency = metrics().response.latency;
  const std::vector<std::array<double, 3>> curve{{3.5, 1. / 6, 0},     {6, 1. / 6, 1. / 6},
                                                 {10, 1. / 3, 1. / 6}, {15.5, 1. / 2, 1. / 6},
                                                 {75, 2. / 3, 1. / 6}, {90, 2. / 3, 1. / 3}};
  ASSERT_EQ(latency.curve.size(), curve.size());
  for (std::size_t i = 0; i < curve.size(); ++i) {
    for (std::size_t j = 0; j < 3; ++j) EXPECT_NEAR(latency.curve[i][j], curve[i][j], 1e-15);
  }
  EXPECT_EQ(*latency.median_s, 15.5);
  EXPECT_EQ(*latency.q25_s, 10);
  EXPECT_EQ(latency.q75_s.reason(), Reason::not_reached);
}

TEST(ByHand, TimeToQuietAfterTheResponse) {
  MetricSettings settings = without_minimum();
  settings.tau = at(100);
  const CoregulationMetrics coregulation = measure(by_hand(), settings).coregulation;
  ASSERT_EQ(coregulation.curve.size(), 3U);
  EXPECT_EQ(*coregulation.curve[0][0], 8);
  EXPECT_NEAR(*coregulation.curve[0][1], .75, 1e-15);
  EXPECT_NEAR(*coregulation.curve[0][2], .1279, to_four_digits);
  EXPECT_NEAR(*coregulation.curve[0][3], .9605, to_four_digits);
  EXPECT_NEAR(*coregulation.curve[1][1], .375, 1e-15);
  EXPECT_NEAR(*coregulation.curve[1][2], .0110, to_four_digits);
  EXPECT_NEAR(*coregulation.curve[1][3], .8080, to_four_digits);
  EXPECT_EQ(*coregulation.curve[2][1], 0);
  EXPECT_FALSE(coregulation.curve[2][2] || coregulation.curve[2][3]);
  EXPECT_EQ(*coregulation.median_s, 11.5);
  EXPECT_DOUBLE_EQ(*coregulation.rmst_s, 38.1875);
  expect_share(coregulation.soothed_proportion, 3, 5);
  expect_share(coregulation.self_regulation_index, 2, 5);
  EXPECT_EQ(*coregulation.outcomes.unresolved, 2);
}

TEST(ByHand, RupturesAndTheirRepair) {
  const RepairMetrics& repair = metrics().repair;
  expect_share(repair.rupture_share, 2, 7);
  expect_share(repair.repair_share, 1, 2);
  EXPECT_EQ(*repair.repair_delay_median_s, 15);
  MetricSettings settings = without_minimum();
  settings.min_ruptures = 6;
  EXPECT_EQ(measure(by_hand(), settings).repair.majority.reason(), Reason::too_few);
}

TEST(ByHand, RotationAndAssociation) {
  const ResponseMetrics& response = metrics().response;
  const std::array<double, 3> expected{.035722, .176022, .266147}, p{.226553, .080308, .042425};
  const std::array<double, 3> yule{.617699, .380835, .269757};
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(response.chance[i].shifts, 1320001);
    EXPECT_NEAR(*response.chance[i].expected, expected[i], to_five_digits);
    EXPECT_NEAR(*response.chance[i].p, p[i], to_five_digits);
    EXPECT_NEAR(*response.yule_q[i], yule[i], to_five_digits);
  }
}

}  // namespace
}  // namespace lull
