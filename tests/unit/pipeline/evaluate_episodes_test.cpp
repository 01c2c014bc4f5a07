#include "pipeline/evaluate_episodes.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/sessions.hpp"

namespace lull::test {
namespace {

using enum Label;

// Times are whole milliseconds and ratios of small numbers: a few roundings of doubles at most.
constexpr double nearly = 1e-9;

// Two episodes. The first has 10 s and an answer after 4 s; heard as 101-112, answered after 5.5 s. The
// second has 90 s without an answer; heard as 310-392 with one after 20 s that is long over at the end.
const Session episodes_said = session({span(0, 600)}, {{cry, 100, 110}, {female, 104, 112}, {cry, 300, 390}});
const Session episodes_heard =
    session({}, {{cry, 101, 112}, {female, 106.5, 115}, {cry, 310, 392}, {female, 330, 335}});

EpisodeEvaluation compared(const Session& truth = episodes_said, const Session& heard = episodes_heard) {
  const std::vector<RecordingPair> pairs{{truth, heard, "infant"}};
  return evaluate(pairs, without_minimum()).episodes;
}

void expect_episode_value(const std::vector<Estimate>& scores, std::string_view name, double value) {
  const auto found =
      std::find_if(scores.begin(), scores.end(), [&](const Estimate& each) { return each.name == name; });
  ASSERT_TRUE(found->value.has_value()) << name << " is " << lull::name(found->value.reason());
  EXPECT_NEAR(*found->value, value, nearly) << name;
}

void expect_episode_value(const Number& found, double value) {
  ASSERT_TRUE(found.has_value()) << lull::name(found.reason());
  EXPECT_NEAR(*found, value, nearly);
}

TEST(EvaluateEpisodes, AreMatchedByTheirOverlap) {
  const EpisodeEvaluation found = compared();  // 9 of 12 s and 80 of 92 s
  EXPECT_EQ(found.matching.counts.matched, 2);
  expect_episode_value(found.matching.scores, "missed_share", 0);
  expect_episode_value(found.matching.scores, "invented_share", 0);
}

TEST(EvaluateEpisodes, DurationsDifferByOneAndMinusEightSeconds) {
  const EpisodeEvaluation found = compared();
  expect_episode_value(found.duration.scores, "mae_s", 4.5);
  expect_episode_value(found.duration.scores, "bias_s", -3.5);
  expect_episode_value(found.duration.scores, "within_1s", 0.5);
  expect_episode_value(found.duration.scores, "within_5s", 0.5);
  expect_episode_value(found.duration_median_abs_s, 4.5);
}

TEST(EvaluateEpisodes, LatencyIsComparedWhereBothHaveAResponse) {
  const EpisodeEvaluation found = compared();
  EXPECT_EQ(found.latency.counts.pairs, 1);
  expect_episode_value(found.latency.scores, "mae_s", 1.5);
  expect_episode_value(found.latency.scores, "within_1s", 0);
  expect_episode_value(found.latency.scores, "within_5s", 1);
  expect_episode_value(found.latency_median_abs_s, 1.5);
}

TEST(EvaluateEpisodes, AnInventedResponseIsSaid) {
  const EpisodeEvaluation found = compared();
  expect_episode_value(found.response.scores, "missed_share", 0);
  expect_episode_value(found.response.scores, "invented_share", 0.5);
  // One agreement of two; by chance as many: rows 1, 1 and columns 2, 0.
  expect_episode_value(found.response.scores, "kappa", 0);
}

TEST(EvaluateEpisodes, OutcomesAreATableWithKappa) {
  const EpisodeEvaluation found = compared();
  const auto count = [&](Outcome in_reference, Outcome in_hypothesis) {
    return found.outcome.counts
        .counts[static_cast<std::size_t>(in_reference)][static_cast<std::size_t>(in_hypothesis)];
  };
  EXPECT_EQ(count(Outcome::soothed, Outcome::soothed), 1);
  EXPECT_EQ(count(Outcome::self_quiet, Outcome::quiet_unattended), 1);
  // Agreement 1/2, by chance 1/2 * 1/2: (1/2 - 1/4) / (1 - 1/4).
  expect_episode_value(found.outcome.scores, "kappa", 1.0 / 3);
  // The rupture is not seen: an answer was heard in time.
  EXPECT_EQ(found.rupture.counts.counts[0][1], 1);
  EXPECT_EQ(found.rupture.counts.counts[1][1], 1);
  expect_episode_value(found.rupture.scores, "kappa", 0);
}

TEST(EvaluateEpisodes, TheAreaBetweenCurvesIsThatOfTheirSteps) {
  const EpisodeEvaluation found = compared();
  // Time to quiet 10, 90 and 11, 82: a half from 10 to 11 and from 82 to 90.
  expect_episode_value(found.total.area_s, 4.5);
  expect_episode_value(found.total.to_s, 300);
  // Response to quiet 6 and 5.5, 62: a half from 5.5 to 6 and from 6 to 62.
  expect_episode_value(found.coregulation.area_s, 28.25);
  // Incidence of a response: a half from 4 and from 5.5, 1 from 20 to 300.
  expect_episode_value(found.answered.area_s, 0.75 + 140);
}

TEST(EvaluateEpisodes, TheAreaEndsWhereOneIsNotWatchedAnyMore) {
  // Survival .5 from 10 s on, censored at 50; and .5 from 20 on, censored at 40.
  const std::vector<Wait> one{{at(10), 1}, {at(50), 0}}, other{{at(20), 1}, {at(40), 0}};
  const CurveDifference found = curve_difference(one, other, false, at(300), 0);
  expect_episode_value(found.to_s, 40);
  expect_episode_value(found.area_s, 5);
  EXPECT_EQ(curve_difference(one, other, false, at(300), 2).area_s.reason(), Reason::too_few);
}

TEST(EvaluateEpisodes, MissedAndInventedOnesAreShares) {
  const EpisodeEvaluation found =
      compared(episodes_said, session({}, {{cry, 100, 110}, {cry, 200, 210}, {cry, 450, 460}}));
  EXPECT_EQ(found.matching.counts.matched, 1);
  expect_episode_value(found.matching.scores, "missed_share", 0.5);
  expect_episode_value(found.matching.scores, "invented_share", 2.0 / 3);
  expect_episode_value(found.response.scores, "missed_share", 1);
}

TEST(EvaluateEpisodes, WithoutAPairThereIsNoError) {
  const EpisodeEvaluation found = compared(episodes_said, session({}, {}));
  EXPECT_EQ(found.duration.scores[0].value.reason(), Reason::too_few);
  EXPECT_EQ(found.outcome.scores[1].value.reason(), Reason::too_few);
  EXPECT_EQ(found.duration_median_abs_s.reason(), Reason::too_few);
}

TEST(EvaluateGroups, PoolAndMeanAreDifferentThings) {
  // Infant a: 1 of 1 matched in each of two recordings; b: 0 of 2 in each of two.
  const Session truth = session({span(0, 600)}, {{cry, 100, 110}});
  const Session two = session({span(0, 600)}, {{cry, 100, 110}, {cry, 300, 310}});
  const Session nothing = session({}, {});
  const std::vector<RecordingPair> pairs{
      {truth, truth, "a"}, {two, nothing, "b"}, {truth, truth, "a"}, {two, nothing, "b"}};
  const Evaluation found = evaluate(pairs, without_minimum());
  EXPECT_EQ(found.groups, 2);
  const Estimate& missed = found.episodes.matching.scores[0];
  ASSERT_EQ(missed.name, "missed_share");
  EXPECT_NEAR(*missed.value, 2.0 / 3, nearly);   // 4 of 6
  EXPECT_NEAR(*missed.group_mean, 0.5, nearly);  // of 0 and 1
  // A draw of the same infant twice has 0 or 1; a quarter of the draws each, so both are percentiles.
  ASSERT_TRUE(missed.ci95);
  EXPECT_NEAR((*missed.ci95)[0], 0, nearly);
  EXPECT_NEAR((*missed.ci95)[1], 1, nearly);
  const Estimate& invented = found.episodes.matching.scores[1];
  EXPECT_NEAR(*invented.value, 0, nearly);
  EXPECT_EQ(invented.groups, 1);  // b has no episode in the hypothesis
}

TEST(EvaluateGroups, OneGroupHasNoInterval) { EXPECT_FALSE(compared().matching.scores[0].ci95); }

}  // namespace
}  // namespace lull::test
