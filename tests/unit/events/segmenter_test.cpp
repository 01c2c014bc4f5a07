#include "lull/events/segmenter.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "events/sound_meter.hpp"

namespace lull {
namespace {

using std::chrono::milliseconds;

/// Probabilities of crying, one a frame; every other voice stays silent.
std::vector<Event> segment(const std::vector<float>& cry, SegmenterOptions options = {}) {
  std::vector<float> voices(cry.size() * voice_count, 0.0f), level(cry.size(), -30.0f),
      zero(cry.size(), 0.0f);
  for (std::size_t i = 0; i < cry.size(); ++i) voices[i * voice_count] = cry[i];
  Segmenter segmenter(options, FrameGrid{});
  const EventBlock events = segmenter.push(
      {{}, {{voices.data(), cry.size(), voice_count}, {level, zero, zero, zero, zero, zero, zero}}, true});
  return {events.data.begin(), events.data.end()};
}

/// `value` from frame `from` to before `to`.
void fill(std::vector<float>& cry, std::size_t from, std::size_t to, float value) {
  std::fill(cry.begin() + static_cast<std::ptrdiff_t>(from), cry.begin() + static_cast<std::ptrdiff_t>(to),
            value);
}

SegmenterOptions short_events() {
  SegmenterOptions options;
  options.shortest_cry = milliseconds(10);
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
  fill(cry, 50, 66, 0.9f);  // two runs of 160 ms, 60 ms apart: together 380 ms
  fill(cry, 72, 88, 0.9f);
  fill(cry, 150, 179, 0.9f);  // 290 ms: too short
  const auto events = segment(cry);
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].when, (TimeSpan{milliseconds(500), milliseconds(880)}));
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
  fill(cry, 200, 229, 0.95f);  // 290 ms
  EXPECT_TRUE(segment(cry, unsure()).empty());
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
