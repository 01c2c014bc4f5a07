#include "lull/events/segmenter.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <cmath>

#include "events/sound_meter.hpp"

namespace lull {
namespace {

using std::chrono::milliseconds;

/// Probabilities of crying, one a frame, in blocks of `block`; every other voice stays silent.
std::vector<Event> segment(const std::vector<float>& cry, SegmenterOptions options = {},
                           std::size_t block = 1 << 20) {
  std::vector<float> voices(cry.size() * voice_count, 0.0f), level(cry.size(), -30.0f),
      zero(cry.size(), 0.0f);
  for (std::size_t i = 0; i < cry.size(); ++i) voices[i * voice_count] = cry[i];
  Segmenter segmenter(options, FrameGrid{});
  std::vector<Event> found;
  std::size_t at = 0;
  do {
    const std::size_t count = std::min(block, cry.size() - at);
    const auto part = [&](const std::vector<float>& of) { return std::span(of).subspan(at, count); };
    const auto none = part(zero);
    const EventBlock events = segmenter.push({FrameIndex{static_cast<std::int64_t>(at)},
                                              {{voices.data() + at * voice_count, count, voice_count},
                                               {part(level), none, none, none, none, none, none}},
                                              at + count == cry.size()});
    found.insert(found.end(), events.data.begin(), events.data.end());
    at += count;
  } while (at < cry.size());
  return found;
}

/// `value` from frame `from` to before `to`.
void fill(std::vector<float>& cry, std::size_t from, std::size_t to, float value) {
  std::fill(cry.begin() + static_cast<std::ptrdiff_t>(from), cry.begin() + static_cast<std::ptrdiff_t>(to),
            value);
}

SegmenterOptions short_events() {
  SegmenterOptions options;
  options.shortest = milliseconds(10);
  return options;
}

TEST(Segmenter, ARunOpensAtOnAndEndsBelowOff) {
  std::vector<float> cry(200, 0.0f);
  fill(cry, 50, 100, 0.5f);   // on is .5: exactly at it opens
  fill(cry, 100, 130, 0.3f);  // off is .3: exactly at it goes on
  const auto events = segment(cry);
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].label, Label::cry);
  EXPECT_EQ(events[0].when, (TimeSpan{milliseconds(500), milliseconds(1300)}));
}

TEST(Segmenter, TheMedianOfFiveTakesOutTwoFramesButNotThree) {
  std::vector<float> cry(300, 0.0f);
  fill(cry, 50, 100, 0.9f);
  fill(cry, 70, 72, 0.0f);  // too short to be seen
  fill(cry, 200, 250, 0.9f);
  fill(cry, 220, 223, 0.0f);  // seen, and then joined: 30 ms are less than 100
  fill(cry, 280, 282, 0.9f);  // a blip is no event
  const auto events = segment(cry, short_events());
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].when, (TimeSpan{milliseconds(500), milliseconds(1000)}));
  EXPECT_EQ(events[1].when, (TimeSpan{milliseconds(2000), milliseconds(2500)}));
}

TEST(Segmenter, AtTheEdgesTheMedianIsOverTheFramesThatExist) {
  std::vector<float> cry(40, 0.9f);
  const auto whole = segment(cry);
  ASSERT_EQ(whole.size(), 1u);
  EXPECT_EQ(whole[0].when, (TimeSpan{milliseconds(0), milliseconds(400)}));
  cry[0] = 0.0f;  // of frames 0, 1, 2 two are loud
  EXPECT_EQ(segment(cry)[0].when.begin, milliseconds(0));
  // Frames 0 to 3 around frame 1: 0, 0, .9, .9 have the median .45: below .5.
  cry[1] = 0.0f;
  EXPECT_EQ(segment(cry)[0].when.begin, milliseconds(20));
}

TEST(Segmenter, AGapOfExactlyTheJoinStays) {
  std::vector<float> cry(300, 0.0f);
  fill(cry, 20, 60, 0.9f);
  fill(cry, 70, 110, 0.9f);   // 100 ms after
  fill(cry, 119, 160, 0.9f);  // 90 ms after
  const auto events = segment(cry);
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].when.end, milliseconds(600));
  EXPECT_EQ(events[1].when, (TimeSpan{milliseconds(700), milliseconds(1600)}));
}

TEST(Segmenter, JoiningComesBeforeDropping) {
  std::vector<float> cry(200, 0.0f);
  fill(cry, 50, 56, 0.9f);  // two runs of 60 ms, 60 ms apart: together 180 ms
  fill(cry, 62, 68, 0.9f);
  fill(cry, 100, 109, 0.9f);  // 90 ms: too short
  fill(cry, 150, 160, 0.9f);  // 100 ms: just long enough
  const auto events = segment(cry);
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].when, (TimeSpan{milliseconds(500), milliseconds(680)}));
  EXPECT_EQ(events[1].when, (TimeSpan{milliseconds(1500), milliseconds(1600)}));
}

TEST(Segmenter, AnEventOpenAtTheEndIsHandedOver) {
  std::vector<float> cry(100, 0.0f);
  fill(cry, 60, 100, 0.9f);
  const auto events = segment(cry);
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].when.end, milliseconds(1000));
  EXPECT_NEAR(*events[0].confidence, 0.9, 1e-6);
  EXPECT_NEAR(events[0].sound->level_dbfs, -30, 1e-4);
}

/// Crying that is heard from .3 on, and needs some near that reaches .9.
SegmenterOptions unsure() {
  SegmenterOptions options;
  options.thresholds[0] = {0.3f, 0.2f, 0.9f};
  return options;
}

TEST(Segmenter, WhatIsNotSureNeedsOneThatIsWithinFiveSeconds) {
  std::vector<float> cry(4000, 0.0f);
  fill(cry, 100, 150, 0.5f);  // 5.01 s before one that counts, which confirms nothing: dropped
  fill(cry, 651, 700, 0.5f);  // 5 s before the one that is sure
  fill(cry, 1200, 1250, 0.9f);
  fill(cry, 1750, 1800, 0.5f);  // 5 s after it
  fill(cry, 2200, 2250, 0.5f);  // near to one that counts, but not to one that is sure
  const auto events = segment(cry, unsure());
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[0].when.begin, milliseconds(6510));
  EXPECT_EQ(events[1].when.begin, milliseconds(12000));
  EXPECT_EQ(events[2].when.begin, milliseconds(17500));
}

TEST(Segmenter, ThreeFramesMakeAnEventSureAndTwoDoNot) {
  std::vector<float> cry(200, 0.0f);
  fill(cry, 50, 100, 0.5f);
  fill(cry, 70, 72, 0.95f);
  EXPECT_TRUE(segment(cry, unsure()).empty());
  cry[72] = 0.95f;
  EXPECT_EQ(segment(cry, unsure()).size(), 1u);
}

TEST(Segmenter, WhatIsTooShortConfirmsNothing) {
  std::vector<float> cry(400, 0.0f);
  fill(cry, 50, 100, 0.5f);
  fill(cry, 200, 209, 0.95f);  // 90 ms
  EXPECT_TRUE(segment(cry, unsure()).empty());
}

/// Crying that must reach half of the peak within 60 frames.
SegmenterOptions half_of_the_peak() {
  SegmenterOptions options;
  options.thresholds[0] = {0.3f, 0.2f, 0.0f, 0.5f};
  return options;
}

TEST(Segmenter, BetweenPeaksWhatDoesNotReachTheirShareIsAGap) {
  std::vector<float> cry(600, 0.0f);
  fill(cry, 100, 300, 0.4f);
  fill(cry, 150, 170, 0.9f);  // .4 is less than half of it, from 60 frames before it to 60 after
  const auto events = segment(cry, half_of_the_peak());
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].when, (TimeSpan{milliseconds(1500), milliseconds(1700)}));
  // Frame 169 is the last of the peak; 229 still has it in reach.
  EXPECT_EQ(events[1].when, (TimeSpan{milliseconds(2300), milliseconds(3000)}));
  fill(cry, 150, 170, 0.8f);  // exactly half is enough
  const auto whole = segment(cry, half_of_the_peak());
  ASSERT_EQ(whole.size(), 1u);
  EXPECT_EQ(whole[0].when, (TimeSpan{milliseconds(1000), milliseconds(3000)}));
}

TEST(Segmenter, ThePeakIsThatOfTheMedian) {
  std::vector<float> cry(300, 0.0f);
  fill(cry, 100, 200, 0.4f);
  fill(cry, 150, 152, 0.9f);  // two frames: the median does not know them
  EXPECT_EQ(segment(cry, half_of_the_peak()).size(), 1u);
  cry[152] = 0.9f;  // three it knows: too short for an event, and too high for all around to be one
  EXPECT_TRUE(segment(cry, half_of_the_peak()).empty());
}

TEST(Segmenter, APeakAtTheEndReachesBackward) {
  std::vector<float> cry(200, 0.0f);
  fill(cry, 120, 190, 0.4f);
  fill(cry, 190, 200, 0.9f);
  const auto events = segment(cry, half_of_the_peak());
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].when, (TimeSpan{milliseconds(1200), milliseconds(1300)}));
  EXPECT_EQ(events[1].when, (TimeSpan{milliseconds(1900), milliseconds(2000)}));
}

/// Until it is known whether an event counts, the position stays before it.
TEST(Segmenter, TheFramesOfAnEventThatWaitsAreNotSettled) {
  std::vector<float> cry(1600, 0.0f);
  fill(cry, 100, 150, 0.5f);
  fill(cry, 600, 650, 0.95f);
  std::vector<float> voices(cry.size() * voice_count, 0.0f), zero(cry.size(), 0.0f);
  for (std::size_t i = 0; i < cry.size(); ++i) voices[i * voice_count] = cry[i];
  Segmenter segmenter(unsure(), FrameGrid{});
  const auto push = [&](std::size_t from, std::size_t to) {
    const auto part = std::span<const float>(zero).subspan(from, to - from);
    return segmenter.push({FrameIndex{static_cast<std::int64_t>(from)},
                           {{voices.data() + from * voice_count, to - from, voice_count},
                            {part, part, part, part, part, part, part}},
                           to == cry.size()});
  };
  const EventBlock before = push(0, 500);
  EXPECT_TRUE(before.data.empty());
  EXPECT_EQ(before.first, FrameIndex{100});
  EXPECT_EQ(push(500, 1200).data.size(), 2u);
  EXPECT_EQ(push(1200, 1600).first, FrameIndex{1600});
}

TEST(Segmenter, WhatNothingCanConfirmAnyMoreIsSettled) {
  std::vector<float> voices(900 * voice_count, 0.0f), zero(900, 0.0f);
  for (std::size_t i = 100; i < 150; ++i) voices[i * voice_count] = 0.5f;
  Segmenter segmenter(unsure(), FrameGrid{});
  const std::span<const float> level(zero);
  const EventBlock out = segmenter.push(
      {{}, {{voices.data(), 900, voice_count}, {level, level, level, level, level, level, level}}, false});
  EXPECT_TRUE(out.data.empty());
  EXPECT_EQ(out.first, FrameIndex{898});  // all but the two that the median waits for
}

/// The definition, word for word, over all frames at once.
std::vector<TimeSpan> plain_segments(const std::vector<float>& cry, const SegmenterOptions& options) {
  const auto count = static_cast<std::int64_t>(cry.size());
  const auto part = [&](const std::vector<float>& of, std::int64_t at, std::int64_t reach) {
    return std::vector<float>(of.begin() + std::max<std::int64_t>(0, at - reach),
                              of.begin() + std::min(count, at + reach + 1));
  };
  std::vector<float> smooth;
  for (std::int64_t i = 0; i < count; ++i) {
    auto around = part(cry, i, 2);
    std::sort(around.begin(), around.end());
    const std::size_t middle = around.size() / 2;
    smooth.push_back(around.size() % 2 == 1 ? around[middle] : (around[middle - 1] + around[middle]) / 2);
  }
  const Threshold& threshold = options.thresholds[0];
  struct Run {
    std::int64_t begin, end;
    float peak;
    TimeSpan when() const { return {Milliseconds{10 * begin}, Milliseconds{10 * end}}; }
  };
  std::vector<Run> runs;
  bool active = false;
  for (std::int64_t i = 0; i < count; ++i) {
    const float p = smooth[static_cast<std::size_t>(i)];
    active = p >= (active ? threshold.off : threshold.on);
    const auto near = part(smooth, i, options.peak_reach);
    if (!active || p < threshold.share_of_peak * *std::max_element(near.begin(), near.end())) continue;
    if (runs.empty() || Milliseconds{10 * (i - runs.back().end)} >= options.join) runs.push_back({i, i, 0});
    runs.back().end = i + 1;
    runs.back().peak = std::max(runs.back().peak, p);
  }
  std::erase_if(runs, [&](const Run& run) { return run.when().length() < options.shortest; });
  std::vector<TimeSpan> out;
  for (const Run& run : runs) {
    const bool counts = std::any_of(runs.begin(), runs.end(), [&](const Run& other) {
      return other.peak >= threshold.sure && other.when().begin - run.when().end <= options.near &&
             run.when().begin - other.when().end <= options.near;
    });
    if (counts) out.push_back(run.when());
  }
  return out;
}

RC_GTEST_PROP(Segmenter, FindsWhatTheDefinitionFinds, ()) {
  // Steps of many heights and lengths: edges, gaps and peaks of all kinds.
  const auto steps = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 11), rc::gen::inRange(1, 90)));
  std::vector<float> cry;
  for (const auto& [height, frames] : steps)
    cry.insert(cry.end(), static_cast<std::size_t>(frames), 0.1f * static_cast<float>(height));
  SegmenterOptions options;
  options.thresholds[0] = {*rc::gen::element(0.25f, 0.45f), 0.15f, *rc::gen::element(0.0f, 0.85f),
                           *rc::gen::element(0.0f, 0.55f, 0.75f)};
  options.near = *rc::gen::element(Milliseconds{200}, Milliseconds{1000});
  std::vector<TimeSpan> found;
  const auto block = *rc::gen::inRange<std::size_t>(1, 400);
  for (const Event& event : segment(cry, options, block)) found.push_back(event.when);
  std::sort(found.begin(), found.end(),
            [](const TimeSpan& a, const TimeSpan& b) { return a.begin < b.begin; });
  RC_ASSERT(found == plain_segments(cry, options));
}

TEST(SoundMeter, CountsModesOfPhonation) {
  SoundMeter meter;
  for (int i = 0; i < 50; ++i) meter.add({.level_db = -20, .f0_hz = 450, .periodicity = 0.9f, .tilt_db = -6});
  for (int i = 0; i < 20; ++i)
    meter.add({.level_db = -20, .f0_hz = 1500, .periodicity = 0.9f, .tilt_db = -6});
  for (int i = 0; i < 10; ++i) meter.add({.level_db = -20, .f0_hz = 0, .periodicity = 0.2f, .tilt_db = -6});
  for (int i = 0; i < 20; ++i) meter.add({.level_db = -60, .f0_hz = 0, .periodicity = 0.2f, .tilt_db = -6});
  const Sound sound = meter.sound();
  EXPECT_FLOAT_EQ(sound.pct_phonation, 50);
  EXPECT_FLOAT_EQ(sound.pct_hyperphonation, 20);
  EXPECT_FLOAT_EQ(sound.pct_dysphonation, 10);  // the quiet twenty are breath
  EXPECT_NEAR(*sound.f0_median_hz, 450, 450 * 0.003);
  EXPECT_NEAR(*sound.f0_max_hz, 1500, 1500 * 0.003);
  EXPECT_NEAR(*sound.f0_range_st, 12 * std::log2(1500.0 / 450), 0.1);
  EXPECT_NEAR(sound.level_dbfs, -20 + 10 * std::log10(0.8), 0.01);
  EXPECT_NEAR(sound.tilt_db_per_octave, -6, 1e-5);
}

TEST(SoundMeter, WithoutAVoicedFrameThereIsNoPitch) {
  SoundMeter meter;
  meter.add({.level_db = -40, .f0_hz = 0, .periodicity = 0.1f, .tilt_db = 0});
  EXPECT_FALSE(meter.sound().f0_median_hz.has_value());
  EXPECT_FALSE(meter.sound().f0_max_hz.has_value());
  EXPECT_FALSE(meter.sound().f0_range_st.has_value());
}

}  // namespace
}  // namespace lull
