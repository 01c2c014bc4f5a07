#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "lull/events/spans.hpp"
#include "lull/pipeline/evaluate.hpp"
#include "pipeline/evaluate_events.hpp"
#include "pipeline/evaluate_frames.hpp"
#include "support/random_session.hpp"
#include "support/seeded.hpp"

namespace lull {
namespace {

constexpr test::SessionShape small{.grid_ms = 50, .length = 1200, .events = 30, .longest = 60};

struct Case {
  RecordingPair pair;
  MetricSettings settings;
};

Case any_case() {
  Case made{{*test::random_session(small), *test::random_session(small), "one"},
            *test::random_settings(small.grid_ms)};
  made.settings.b = 1;
  RC_PRE(!made.pair.reference.observed.empty());
  return made;
}

Evaluation compare(const Case& made) { return evaluate(std::span(&made.pair, 1), made.settings); }

void require(const Number& value, double expected) {
  if (value.has_value()) RC_ASSERT(std::abs(*value - expected) < 1e-9);
}

void require(const std::vector<Estimate>& scores, std::string_view name, double expected) {
  for (const Estimate& each : scores) {
    if (each.name == name) require(each.value, expected);
  }
}

void require_same(const std::vector<Estimate>& scores, std::string_view name,
                  const std::vector<Estimate>& others, std::string_view other) {
  const auto find = [](const std::vector<Estimate>& all, std::string_view wanted) {
    return std::find_if(all.begin(), all.end(), [&](const Estimate& each) { return each.name == wanted; })
        ->value;
  };
  RC_ASSERT(find(scores, name).reason() == find(others, other).reason());
  RC_ASSERT(find(scores, name).value() == find(others, other).value());
}

RC_GTEST_PROP(Evaluate, ASessionAgreesWithItself, ()) {
  Case made = any_case();
  made.pair.hypothesis = made.pair.reference;
  const Evaluation found = compare(made);
  for (const TrackEvaluation& track : found.tracks) {
    for (const auto* frames : {&track.frames_10ms, &track.frames_1s}) {
      for (const char* name : {"precision", "recall", "f1", "kappa"}) require(frames->scores, name, 1);
      require(frames->scores, "false_alarm_min_per_h", 0);
    }
    for (const auto* events : {&track.events, &track.onsets}) {
      for (const char* name : {"precision", "recall", "f1"}) require(events->scores, name, 1);
      require(events->scores, "error_rate", 0);
    }
    require(track.detection.scores, "error_rate", 0);
    for (const AmountEvaluation& amount : track.amounts) {
      for (const char* name : {"pearson", "spearman", "icc"}) require(amount.sums.scores, name, 1);
      for (const char* name : {"bias_min", "mae_min", "mape"}) require(amount.sums.scores, name, 0);
    }
  }
  require(found.identification.scores, "error_rate", 0);
  const EpisodeEvaluation& episodes = found.episodes;
  require(episodes.matching.scores, "f1", 1);
  for (const auto* times : {&episodes.duration, &episodes.latency}) {
    require(times->scores, "mae_s", 0);
    require(times->scores, "within_1s", 1);
  }
  require(episodes.outcome.scores, "kappa", 1);
  require(episodes.rupture.scores, "kappa", 1);
  for (const auto* curve : {&episodes.total, &episodes.coregulation, &episodes.answered}) {
    require(curve->area_s, 0);
  }
}

RC_GTEST_PROP(Evaluate, ExchangingTheTwoExchangesPrecisionAndRecall, ()) {
  Case made = any_case();
  // Both have observed the same, and offsets, whose tolerance is the reference's, do not count.
  made.pair.hypothesis.observed = made.pair.reference.observed;
  const Evaluation found = compare(made);
  std::swap(made.pair.reference, made.pair.hypothesis);
  const Evaluation turned = compare(made);
  for (std::size_t i = 0; i < found.tracks.size(); ++i) {
    const TrackEvaluation &a = found.tracks[i], &b = turned.tracks[i];
    for (const auto frames : {&TrackEvaluation::frames_10ms, &TrackEvaluation::frames_1s}) {
      require_same((a.*frames).scores, "precision", (b.*frames).scores, "recall");
      require_same((a.*frames).scores, "recall", (b.*frames).scores, "precision");
      require_same((a.*frames).scores, "f1", (b.*frames).scores, "f1");
      require_same((a.*frames).scores, "kappa", (b.*frames).scores, "kappa");
    }
    require_same(a.onsets.scores, "precision", b.onsets.scores, "recall");
    require_same(a.onsets.scores, "f1", b.onsets.scores, "f1");
    RC_ASSERT(a.detection.counts.false_alarm == b.detection.counts.missed);
  }
  RC_ASSERT(found.identification.counts.confused == turned.identification.counts.confused);
  RC_ASSERT(found.identification.counts.missed == turned.identification.counts.false_alarm);
  RC_ASSERT(found.episodes.matching.counts.matched == turned.episodes.matching.counts.matched);
  RC_ASSERT(found.episodes.duration.counts.difference == -turned.episodes.duration.counts.difference);
}

void shift(Session& session, Milliseconds by) {
  for (TimeSpan& stretch : session.observed) stretch = {stretch.begin + by, stretch.end + by};
  for (Event& event : session.events) event.when = {event.when.begin + by, event.when.end + by};
}

RC_GTEST_PROP(Evaluate, ShiftingBothKeepsEverythingButAmounts, ()) {
  Case made = any_case();
  const Evaluation found = compare(made);
  const Milliseconds by{*rc::gen::resize(100, rc::gen::inRange(1, 100000))};
  shift(made.pair.reference, by);
  shift(made.pair.hypothesis, by);
  const Evaluation moved = compare(made);
  const auto same = [](const std::vector<Estimate>& a, const std::vector<Estimate>& b) {
    for (std::size_t i = 0; i < a.size(); ++i) RC_ASSERT(a[i].value.value() == b[i].value.value());
  };
  for (std::size_t i = 0; i < found.tracks.size(); ++i) {
    same(found.tracks[i].frames_10ms.scores, moved.tracks[i].frames_10ms.scores);
    same(found.tracks[i].frames_1s.scores, moved.tracks[i].frames_1s.scores);
    same(found.tracks[i].events.scores, moved.tracks[i].events.scores);
    same(found.tracks[i].detection.scores, moved.tracks[i].detection.scores);
  }
  same(found.identification.scores, moved.identification.scores);
  same(found.episodes.duration.scores, moved.episodes.duration.scores);
  same(found.episodes.latency.scores, moved.episodes.latency.scores);
  same(found.episodes.outcome.scores, moved.episodes.outcome.scores);
}

RC_GTEST_PROP(EvaluateFrames, AreThoseOfLookingAtEachOne, ()) {
  const Case made = any_case();
  const std::vector<TimeSpan>& observed = made.pair.reference.observed;
  const TrackPair spans{spans_of(made.pair.reference, labels_of(Track::adult), observed, Milliseconds{100}),
                        spans_of(made.pair.hypothesis, labels_of(Track::adult), observed, Milliseconds{100})};
  const Milliseconds frame{*rc::gen::element(10, 70, 1000)};
  const FrameRule rule = *rc::gen::element(FrameRule::middle, FrameRule::any_part);
  const auto active = [&](const std::vector<TimeSpan>& side, TimeSpan at, Milliseconds stretch_end) {
    return std::any_of(side.begin(), side.end(), [&](const TimeSpan& each) {
      return rule == FrameRule::middle
                 ? each.contains(at.begin + frame / 2)
                 : intersection(each, {at.begin, std::min(at.end, stretch_end)}).has_value();
    });
  };
  FrameCounts plain;
  for (const TimeSpan& stretch : observed) {
    for (Milliseconds at = stretch.begin; at < stretch.end; at += frame) {
      if (rule == FrameRule::middle && at + frame / 2 >= stretch.end) break;
      const bool r = active(spans.reference, {at, at + frame}, stretch.end);
      const bool h = active(spans.hypothesis, {at, at + frame}, stretch.end);
      ++(r ? (h ? plain.both : plain.reference_only) : (h ? plain.hypothesis_only : plain.neither));
    }
  }
  const FrameCounts found = count_frames(spans, observed, frame, rule);
  RC_ASSERT(found.both == plain.both);
  RC_ASSERT(found.hypothesis_only == plain.hypothesis_only);
  RC_ASSERT(found.reference_only == plain.reference_only);
  RC_ASSERT(found.neither == plain.neither);
}

RC_GTEST_PROP(EvaluateDetection, TimesAreThoseOfLookingAtEachStep, ()) {
  const Case made = any_case();
  const std::vector<TimeSpan>& observed = made.pair.reference.observed;
  const auto heard = [&](const Session& session, Milliseconds at, std::span<const Label> labels) {
    return std::any_of(session.events.begin(), session.events.end(), [&](const Event& event) {
      return belongs(event.label, labels) && event.when.contains(at);
    });
  };
  IdentificationTimes plain;
  const Milliseconds step{small.grid_ms};
  using enum Label;
  const std::vector<std::vector<Label>> identities{{cry, fuss}, {key_child}, {other_child},
                                                   {female},    {male},      {adult}};
  for (const TimeSpan& stretch : observed) {
    for (Milliseconds at = stretch.begin; at < stretch.end; at += step) {
      int in_reference = 0, in_hypothesis = 0, both = 0;
      for (const auto& labels : identities) {
        const bool r = heard(made.pair.reference, at, labels), h = heard(made.pair.hypothesis, at, labels);
        in_reference += r;
        in_hypothesis += h;
        both += r && h;
      }
      plain.reference += step * in_reference;
      plain.correct += step * both;
      plain.confused += step * (std::min(in_reference, in_hypothesis) - both);
      plain.missed += step * std::max(0, in_reference - in_hypothesis);
      plain.false_alarm += step * std::max(0, in_hypothesis - in_reference);
    }
  }
  MetricSettings settings = made.settings;
  settings.g_u = Milliseconds{0};
  const IdentificationTimes found = evaluate(std::span(&made.pair, 1), settings).identification.counts;
  RC_ASSERT(found.reference == plain.reference);
  RC_ASSERT(found.correct == plain.correct);
  RC_ASSERT(found.confused == plain.confused);
  RC_ASSERT(found.missed == plain.missed);
  RC_ASSERT(found.false_alarm == plain.false_alarm);
}

TEST(Evaluate, TheSameSeedDrawsTheSameIntervals) {
  std::vector<RecordingPair> pairs;
  for (int i = 0; i < 5; ++i) {
    const Milliseconds end{3000 + 700 * i};
    Session reference, hypothesis;
    reference.observed = {{Milliseconds{0}, Milliseconds{20000}}};
    reference.events = {{Label::cry, {Milliseconds{1000}, end}, {}, {}, {}}};
    hypothesis.events = {{Label::cry, {Milliseconds{1500}, Milliseconds{6000}}, {}, {}, {}}};
    pairs.push_back({reference, hypothesis, std::to_string(i)});
  }
  const auto interval = [&](int seed) {
    MetricSettings settings;
    settings.seed = seed;
    return evaluate(pairs, settings).tracks[0].frames_10ms.scores[0].ci95;
  };
  EXPECT_TRUE(interval(1));
  EXPECT_EQ(interval(1), interval(1));
  EXPECT_NE(interval(1), interval(2));
}

}  // namespace
}  // namespace lull
