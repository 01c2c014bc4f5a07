#include "lull/pipeline/evaluate.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "pipeline/evaluate_amounts.hpp"
#include "pipeline/evaluate_detection.hpp"
#include "pipeline/evaluate_events.hpp"
#include "pipeline/evaluate_frames.hpp"
#include "support/sessions.hpp"

namespace lull::test {
namespace {

using enum Label;

// Every expected number is exact in binary or a ratio of small whole numbers; sums and roots of a few of them
// stay within this.
constexpr double exact = 1e-12;

const TrackEvaluation& of(const Evaluation& evaluation, Track track) {
  return *std::find_if(evaluation.tracks.begin(), evaluation.tracks.end(),
                       [&](const TrackEvaluation& each) { return each.track == track; });
}

const Estimate& score(const std::vector<Estimate>& scores, std::string_view name) {
  return *std::find_if(scores.begin(), scores.end(), [&](const Estimate& each) { return each.name == name; });
}

void expect_value(const std::vector<Estimate>& scores, std::string_view name, double value) {
  const Number& found = score(scores, name).value;
  ASSERT_TRUE(found.has_value()) << name << " is " << lull::name(found.reason());
  EXPECT_NEAR(*found, value, exact) << name;
}

void expect_reason(const std::vector<Estimate>& scores, std::string_view name, Reason reason) {
  EXPECT_EQ(score(scores, name).value.reason(), reason) << name;
}

Evaluation compare(const Session& reference, const Session& hypothesis, const EvaluationOptions& options = {},
                   const MetricSettings& settings = without_minimum()) {
  const std::vector<RecordingPair> pairs{{reference, hypothesis, "infant"}};
  return evaluate(pairs, settings, options);
}

TEST(EvaluateFrames, CountWhatBothOneOrNeitherSay) {
  // Of 10 s the reference has 1 to 3, the hypothesis 2 to 4: 100 frames both, 100 each alone, 700 neither.
  const Evaluation found = compare(session({span(0, 10)}, {{cry, 1, 3}}), session({}, {{cry, 2, 4}}));
  const auto& [counts, scores] = of(found, Track::cry).frames_10ms;
  EXPECT_EQ(counts.both, 100);
  EXPECT_EQ(counts.hypothesis_only, 100);
  EXPECT_EQ(counts.reference_only, 100);
  EXPECT_EQ(counts.neither, 700);
  expect_value(scores, "precision", 0.5);
  expect_value(scores, "recall", 0.5);
  expect_value(scores, "f1", 0.5);
  // Agreement .8, by chance .2 * .2 + .8 * .8 = .68: (.8 - .68) / (1 - .68).
  expect_value(scores, "kappa", 0.375);
  // 1 s in 10 s.
  expect_value(scores, "false_alarm_min_per_h", 6);
  EXPECT_EQ(of(found, Track::cry).frames_1s.counts.both, 1);
  EXPECT_EQ(of(found, Track::cry).frames_1s.counts.neither, 7);
}

TEST(EvaluateFrames, ShortOnesGoByTheirMiddleAndLongOnesByAnyPart) {
  const std::vector<TimeSpan> observed{{at(0), at(2.5)}};
  // Middles at 5, 15, 25 ms: [5, 15) has one of them, [6, 15) none.
  EXPECT_EQ(count_frames({{span(0.005, 0.015)}, {span(0.006, 0.015)}}, observed, at(0.01), FrameRule::middle)
                .reference_only,
            1);
  // Seconds 0, 1 and the half of 2: the reference touches 0 and 1, the hypothesis 1.
  const FrameCounts seconds =
      count_frames({{span(0.5, 1.2)}, {span(1.1, 1.3)}}, observed, at(1), FrameRule::any_part);
  EXPECT_EQ(seconds.both, 1);
  EXPECT_EQ(seconds.reference_only, 1);
  EXPECT_EQ(seconds.hypothesis_only, 0);
  EXPECT_EQ(seconds.neither, 1);
}

TEST(EvaluateFrames, AreLaidFromTheStartOfEachStretch) {
  const std::vector<TimeSpan> observed{span(0.5, 1.7), span(5.25, 6.25)};
  // Seconds [0.5, 1.5), [1.5, 1.7) and [5.25, 6.25): the span lies in the first alone, then fills the last.
  const FrameCounts counts =
      count_frames({{span(0.5, 1.5), span(5.25, 6.25)}, {}}, observed, at(1), FrameRule::any_part);
  EXPECT_EQ(counts.reference_only, 2);
  EXPECT_EQ(counts.neither, 1);
}

TEST(Evaluate, ComparesOnlyWhatTheReferenceHasObserved) {
  const Session reference = session({span(10, 20)}, {{cry, 12, 14}});
  const Session hypothesis = session({span(0, 100)}, {{cry, 2, 4}, {cry, 12, 14}, {cry, 50, 60}});
  const Evaluation found = compare(reference, hypothesis);
  EXPECT_EQ(found.observed, at(10));
  expect_value(of(found, Track::cry).frames_10ms.scores, "precision", 1);
  expect_value(of(found, Track::cry).events.scores, "f1", 1);
}

TEST(Evaluate, CryAndFussAreOneTrackAndSmallGapsAreFilled) {
  // 1 to 2 and 2.05 to 3 are one segment below the gap of 0.1 s; 3.1 is another one at exactly the gap.
  const Session reference = session({span(0, 10)}, {{cry, 1, 3}, {cry, 3.1, 4}});
  const Session hypothesis = session({}, {{cry, 1, 2}, {fuss, 2.05, 3}, {fuss, 3.1, 4}});
  const EventCounts counts = of(compare(reference, hypothesis), Track::cry).events.counts;
  EXPECT_EQ(counts.reference, 2);
  EXPECT_EQ(counts.hypothesis, 2);
  EXPECT_EQ(counts.matched, 2);
}

TEST(EvaluateEvents, ToleranceIsExactAndGrowsWithTheReference) {
  const EventRule rule;
  const auto matched = [&](TimeSpan reference, TimeSpan hypothesis) {
    return count_events({{reference}, {hypothesis}}, rule).matched;
  };
  // Offsets may differ by half of the reference's 1 s, onsets by 0.2 s.
  EXPECT_EQ(matched(span(1, 2), span(1.2, 2.5)), 1);
  EXPECT_EQ(matched(span(1, 2), span(1.201, 2)), 0);
  EXPECT_EQ(matched(span(1, 2), span(1, 2.501)), 0);
  // Half of 0.2 s is less than the collar.
  EXPECT_EQ(matched(span(1, 1.2), span(1, 1.4)), 1);
  EXPECT_EQ(matched(span(1, 1.2), span(1, 1.401)), 0);
}

TEST(EvaluateEvents, ErrorRateCountsBothKindsOfErrors) {
  // One pair, two lost, one invented.
  const EventScores scores = event_scores({3, 2, 1});
  EXPECT_NEAR(*scores.precision, 1.0 / 2, exact);
  EXPECT_NEAR(*scores.recall, 1.0 / 3, exact);
  EXPECT_NEAR(*scores.f1, 2.0 / 5, exact);
  EXPECT_NEAR(*scores.error_rate, 1, exact);
  EXPECT_EQ(event_scores({0, 2, 0}).error_rate.reason(), Reason::undefined);
  EXPECT_EQ(event_scores({0, 2, 0}).recall.reason(), Reason::undefined);
}

TEST(EvaluateDetection, IsFalseAlarmAndMissedTimeOfTheReference) {
  const std::vector<TimeSpan> observed{span(0, 10)};
  const DetectionTimes times = detection_times({{span(1, 3)}, {span(2, 4)}}, observed, at(0));
  EXPECT_EQ(times.false_alarm, at(1));
  EXPECT_EQ(times.missed, at(1));
  EXPECT_NEAR(*detection_scores(times).error_rate, 1, exact);
  EXPECT_NEAR(*detection_scores({at(0), at(0), at(0)}).error_rate, 0, exact);
  EXPECT_NEAR(*detection_scores({at(0), at(2), at(0)}).error_rate, 1, exact);
}

TEST(EvaluateDetection, TheCollarIsTheFullWidth) {
  // Out go 0.75 to 1.25 and 2.75 to 3.25: of the reference 1.25 to 2.75 is left, of the hypothesis 2 to 2.75
  // and 3.25 to 4.
  const std::vector<TimeSpan> observed{span(0, 10)};
  const DetectionTimes times = detection_times({{span(1, 3)}, {span(2, 4)}}, observed, at(0.5));
  EXPECT_EQ(times.reference, at(1.5));
  EXPECT_EQ(times.false_alarm, at(0.75));
  EXPECT_EQ(times.missed, at(0.75));
}

TEST(EvaluateIdentification, TellsConfusedFromMissedAndFalseAlarm) {
  const Session reference = session({span(0, 10)}, {{cry, 0, 4}, {female, 2, 6}});
  const Session hypothesis = session({}, {{cry, 0, 2}, {male, 2, 6}, {key_child, 5, 7}});
  // 0-2 right; 2-4 two voices against a wrong one: 2 s confused, 2 s missed; 4-5 confused; 5-6 confused and a
  // false alarm; 6-7 a false alarm. Of 8 s: 4 confused, 2 missed, 2 false alarm.
  const auto& [times, scores] = compare(reference, hypothesis).identification;
  EXPECT_EQ(times.reference, at(8));
  EXPECT_EQ(times.correct, at(2));
  EXPECT_EQ(times.confused, at(4));
  EXPECT_EQ(times.missed, at(2));
  EXPECT_EQ(times.false_alarm, at(2));
  expect_value(scores, "error_rate", 1);
}

TEST(EvaluateAmounts, AgreeWithTheFormulasByHand) {
  // Minutes in three intervals of 5 min: reference 1, 2, 0 and hypothesis 2, 2, 1.
  const Session reference = session({span(0, 900)}, {{cry, 0, 60}, {cry, 300, 420}});
  const Session hypothesis = session({}, {{cry, 0, 120}, {cry, 300, 420}, {cry, 600, 660}});
  const Evaluation found = compare(reference, hypothesis);
  const auto& [name, interval, sums] = of(found, Track::cry).amounts.at(0);
  EXPECT_EQ(name, "5min");
  EXPECT_EQ(sums.counts.intervals, 3);
  EXPECT_EQ(sums.counts.partial, 0);
  EXPECT_EQ(sums.counts.without, 1);
  // Differences 1, 0, 1: mean 2/3, variance 1/3.
  expect_value(sums.scores, "bias_min", 2.0 / 3);
  expect_value(sums.scores, "loa_low_min", 2.0 / 3 - 1.96 * std::sqrt(1.0 / 3));
  expect_value(sums.scores, "loa_high_min", 2.0 / 3 + 1.96 * std::sqrt(1.0 / 3));
  expect_value(sums.scores, "mae_min", 2.0 / 3);
  expect_value(sums.scores, "mape", 0.5);  // of 1/1 and 0/2
  // About the means: xx 2, yy 2/3, xy 1.
  expect_value(sums.scores, "pearson", std::sqrt(3.0) / 2);
  // Ranks 2, 3, 1 and 2.5, 2.5, 1: products 1.5, squares 2 and 1.5.
  expect_value(sums.scores, "spearman", std::sqrt(3.0) / 2);
  // Mean squares: intervals 7/6, raters 2/3, rest 1/6: (7/6 - 1/6) / (7/6 + 1/6 + 2 (2/3 - 1/6) / 3).
  expect_value(sums.scores, "icc", 0.6);
  // An hour and a day hold one interval, annotated in part.
  EXPECT_EQ(of(found, Track::cry).amounts.at(1).sums.counts.partial, 1);
  expect_value(of(found, Track::cry).amounts.at(1).sums.scores, "bias_min", 2);
  expect_reason(of(found, Track::cry).amounts.at(1).sums.scores, "pearson", Reason::too_few);
}

TEST(EvaluateAmounts, WhatDoesNotVaryHasNoCorrelation) {
  const Session reference = session({span(0, 900)}, {});
  const Session hypothesis = session({}, {{cry, 0, 120}});
  const Evaluation found = compare(reference, hypothesis);
  const auto& sums = of(found, Track::cry).amounts.at(0).sums;
  expect_reason(sums.scores, "pearson", Reason::undefined);
  expect_reason(sums.scores, "spearman", Reason::undefined);
  expect_reason(sums.scores, "mape", Reason::undefined);
  EXPECT_EQ(sums.counts.without, 3);
}

TEST(EvaluateAmounts, ASpanOverSeveralIntervalsIsSharedOut) {
  const std::vector<TimeSpan> observed{span(0, 700), span(800, 1000)};
  const auto amounts = amounts_of({{span(100, 650)}, {span(850, 950)}}, observed, at(300));
  ASSERT_EQ(amounts.size(), 4u);
  EXPECT_EQ(amounts[0].reference, at(200));
  EXPECT_EQ(amounts[1].reference, at(300));
  EXPECT_EQ(amounts[2].reference, at(50));
  EXPECT_EQ(amounts[2].hypothesis, at(50));
  EXPECT_EQ(amounts[3].hypothesis, at(50));
  EXPECT_FALSE(amounts[1].partial);
  EXPECT_TRUE(amounts[2].partial);
}

TEST(EvaluateConfidence, AveragePrecisionGoesDownTheConfidences) {
  const Session reference = session({span(0, 100)}, {{cry, 0, 10}});
  Session hypothesis = session({}, {{cry, 0, 5}, {cry, 5, 8}, {cry, 20, 25}});
  EXPECT_EQ(of(compare(reference, hypothesis), Track::cry).pr_auc.reason(), Reason::not_measurable);
  hypothesis.events[0].confidence = 0.9f;
  hypothesis.events[1].confidence = 0.7f;
  hypothesis.events[2].confidence = 0.8f;
  // Down to .9: recall .5 at precision 1. To .8: nothing gained. To .7: .3 more at precision 8/13.
  const Number found = of(compare(reference, hypothesis), Track::cry).pr_auc;
  ASSERT_TRUE(found.has_value());
  EXPECT_NEAR(*found, 0.5 + 0.3 * 8 / 13, exact);
}

TEST(Evaluate, ATrackThatOneSideDoesNotHaveIsAbsentWithItsReason) {
  Session reference = session({span(0, 10)}, {{cry, 1, 3}});
  reference.tracks = {true, false, false};
  const Evaluation found = compare(reference, session({}, {{cry, 1, 3}, {female, 4, 5}}));
  EXPECT_EQ(of(found, Track::female).unavailable, Reason::no_adult_track);
  EXPECT_EQ(of(found, Track::key_child).unavailable, Reason::no_child_track);
  expect_reason(of(found, Track::adult).frames_10ms.scores, "precision", Reason::no_adult_track);
  expect_reason(found.episodes.latency.scores, "mae_s", Reason::no_adult_track);
  // The woman is no false alarm: nobody listened for her.
  expect_value(found.identification.scores, "error_rate", 0);
}

TEST(Evaluate, VoicesOfUnknownSexAreAdultsAndNoMore) {
  const Evaluation found =
      compare(session({span(0, 10)}, {{adult, 1, 3}}), session({}, {{female, 1, 2}, {male, 2, 3}}));
  expect_value(of(found, Track::adult).frames_10ms.scores, "f1", 1);
  EXPECT_EQ(of(found, Track::female).unavailable, Reason::not_measurable);
}

TEST(Evaluate, NothingObservedGivesNothing) {
  const Evaluation found = compare(session({}, {}), session({}, {{cry, 1, 3}}));
  EXPECT_EQ(of(found, Track::cry).unavailable, Reason::not_observed);
  expect_reason(found.episodes.matching.scores, "f1", Reason::not_observed);
}

TEST(Evaluate, RefusesOptionsOutOfRange) {
  EvaluationOptions options;
  options.least_iou = 0;
  EXPECT_THROW(compare(session({span(0, 1)}, {}), session({}, {}), options), Error);
}

}  // namespace
}  // namespace lull::test
