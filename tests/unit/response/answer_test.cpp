#include <gtest/gtest.h>

#include "lull/response/evidence.hpp"
#include "support/sessions.hpp"

namespace lull {
namespace {

using enum Label;
using test::at;
using test::session;
using test::span;

/// The answer to the only episode of ten minutes that is not left-censored.
Answer answer(const std::vector<test::Said>& said, const MetricSettings& settings = {}, double length = 600) {
  const Session made = session({span(0, length)}, said);
  return gather(made, tracks_of(made, settings), settings).answers.at(0);
}

TEST(Concurrent, AnAdultWhoStopsExactlyAtTheOnsetIsNot) {
  EXPECT_FALSE(answer({{cry, 100, 110}, {female, 95, 100}}).concurrent);
  EXPECT_TRUE(answer({{cry, 100, 110}, {female, 95, 100.001}}).concurrent);
}

TEST(Response, AnAdultWhoStartsExactlyAtTheOnsetAnswersAtOnce) {
  const Answer at_once = answer({{cry, 100, 110}, {female, 100, 105}});
  EXPECT_FALSE(at_once.concurrent);
  EXPECT_EQ(at_once.latency, at(0));
  EXPECT_EQ(at_once.cry_before_response, at(0));
}

TEST(Response, AConcurrentEpisodeCanHaveOneToo) {
  const Answer both = answer({{cry, 100, 110}, {female, 95, 120}, {male, 103, 104}});
  EXPECT_TRUE(both.concurrent);
  EXPECT_EQ(both.latency, at(3));
  EXPECT_EQ(both.responder, male);
}

TEST(Response, OfSeveralAtOneTimeFemaleIsBeforeMaleBeforeUnknown) {
  EXPECT_EQ(answer({{cry, 100, 110}, {adult, 101, 102}, {male, 101, 103}, {female, 101, 104}}).responder,
            female);
  EXPECT_EQ(answer({{cry, 100, 110}, {adult, 101, 102}, {male, 101, 103}}).responder, male);
}

TEST(Response, TheWindowEndsAfterTheTailAndDoesNotHoldItsEnd) {
  EXPECT_FALSE(answer({{cry, 100, 110}, {female, 115, 120}}).responded());
  EXPECT_EQ(answer({{cry, 100, 110}, {female, 114.999, 120}}).latency, at(14.999));
}

TEST(Response, InTheTailGivesCoregulationOfZero) {
  const Answer late = answer({{cry, 100, 110}, {female, 112, 120}});
  EXPECT_EQ(late.coregulation(), at(0));
  EXPECT_EQ(late.cry_before_response, at(10));
  EXPECT_TRUE(late.attended);
}

TEST(Response, TheTailEndsWithTheStretch) {
  const Answer cut = answer({{cry, 100, 110}}, {}, 112);
  EXPECT_EQ(cut.window_end, at(112));
  EXPECT_FALSE(cut.episode.calm_confirmed);
}

TEST(Response, ALongTailEndsWithTheNextEpisode) {
  MetricSettings settings;
  settings.tail = at(60);
  const Answer first = answer({{cry, 100, 110}, {cry, 140, 150}, {female, 140, 145}}, settings);
  EXPECT_EQ(first.window_end, at(140));
  EXPECT_FALSE(first.responded());
}

TEST(Attended, NeedsVoiceAfterTheLastSecondsBegin) {
  EXPECT_FALSE(answer({{cry, 100, 150}, {female, 110, 140}}).attended);
  EXPECT_TRUE(answer({{cry, 100, 150}, {female, 110, 140.001}}).attended);
}

TEST(Attended, AVoiceFromBeforeTheResponseDoesNotCount) {
  EXPECT_FALSE(answer({{cry, 100, 150}, {female, 90, 160}, {male, 110, 111}}).attended);
}

TEST(Attended, AnotherAdultAfterTheResponseCounts) {
  EXPECT_TRUE(answer({{cry, 100, 150}, {female, 110, 111}, {male, 145, 146}}).attended);
}

TEST(Outcome, OfEveryKind) {
  EXPECT_EQ(outcome_of(answer({{cry, 100, 150}, {female, 145, 146}})), Outcome::soothed);
  EXPECT_EQ(outcome_of(answer({{cry, 100, 150}, {female, 110, 111}})), Outcome::quiet_unattended);
  EXPECT_EQ(outcome_of(answer({{cry, 100, 150}, {female, 90, 160}})), Outcome::quiet_concurrent);
  EXPECT_EQ(outcome_of(answer({{cry, 100, 150}})), Outcome::self_quiet);
  EXPECT_EQ(outcome_of(answer({{cry, 100, 150}, {female, 145, 146}}, {}, 160)), Outcome::unresolved);
}

TEST(Rupture, ExactlyTheThresholdIsNeitherLongNorLate) {
  const Milliseconds theta = at(60);
  EXPECT_FALSE(answer({{cry, 100, 160}}).is_rupture(theta));
  EXPECT_TRUE(answer({{cry, 100, 160.001}}).is_rupture(theta));
  EXPECT_FALSE(answer({{cry, 100, 200}, {female, 160, 161}}).is_rupture(theta));
  EXPECT_TRUE(answer({{cry, 100, 200}, {female, 160.001, 162}}).is_rupture(theta));
}

TEST(Rupture, AConcurrentEpisodeIsNone) {
  EXPECT_FALSE(answer({{cry, 100, 200}, {female, 90, 101}}).is_rupture(at(60)));
}

TEST(Rupture, ACensoredEpisodeThatIsAlreadyLongCountsAndAShortOneIsUnknown) {
  EXPECT_TRUE(answer({{cry, 100, 170}}, {}, 170).is_rupture(at(60)));
  EXPECT_EQ(repair_of(answer({{cry, 100, 170}}, {}, 170), at(300)), Repair::unknown);
  EXPECT_TRUE(answer({{cry, 100, 160}}, {}, 170).rupture_unknown(at(60)));
  EXPECT_FALSE(answer({{cry, 100, 160}, {female, 110, 111}}, {}, 170).rupture_unknown(at(60)));
}

TEST(Repair, QuietAtTheLatestTimeIsStillRepaired) {
  const auto late = [](double u) { return answer({{cry, 100, u}, {female, 200, u}}); };
  EXPECT_EQ(repair_of(late(500), at(300)), Repair::repaired);
  EXPECT_EQ(repair_of(late(500.001), at(300)), Repair::failed);
}

TEST(Repair, WithoutAnswerItResolvesItselfAndUnattendedItFails) {
  EXPECT_EQ(repair_of(answer({{cry, 100, 200}}), at(300)), Repair::self_resolved);
  EXPECT_EQ(repair_of(answer({{cry, 100, 200}, {female, 170, 171}}), at(300)), Repair::failed);
}

}  // namespace
}  // namespace lull
