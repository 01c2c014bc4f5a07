#include "lull/pipeline/hearing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "support/signals.hpp"
#include "support/temporary_folder.hpp"
#include "support/wav.hpp"

namespace lull {
namespace {

Event event(Label label, int begin_ms, int end_ms) {
  Event made;
  made.label = label;
  made.when = {Milliseconds{begin_ms}, Milliseconds{end_ms}};
  return made;
}

/// Twenty seconds: faint noise, a voice of 500 Hz from 2 to 4 s, one of 1500 Hz from 6 to 8 s, exact zeros
/// from 9 to 20 s.
std::vector<float> two_voices() {
  std::vector<float> samples = test::noise(16000 * 20, 0.001f, 7);
  const auto put = [&](const std::vector<float>& voice, int second) {
    for (std::size_t i = 0; i < voice.size(); ++i)
      samples[static_cast<std::size_t>(second) * 16000 + i] += voice[i];
  };
  put(test::sine(2 * 16000, 500, 0.5), 2);
  put(test::sine(2 * 16000, 1500, 0.1), 6);
  std::fill_n(samples.begin() + 9 * 16000, 11 * 16000, 0.0f);
  return samples;
}

class Hearing : public testing::Test {
 protected:
  Hearing() {
    test::Wav{.data = test::pcm16(two_voices()), .before = {}, .after = {}}.write(folder_ / "a.wav");
  }
  Session heard(std::vector<Event> events, std::size_t block = 16384) {
    Session session;
    session.recording.id = "a";
    session.observed = {{Milliseconds{0}, Milliseconds{19000}}};
    session.events = std::move(events);
    std::sort(session.events.begin(), session.events.end(), earlier);
    AudioReader reader(folder_ / "a.wav", {.channel = {}, .block = block});
    hear(reader, FramePlan{FrameOptions{}}, MetricSettings{}, session);
    return session;
  }
  test::TemporaryFolder folder_;
};

TEST_F(Hearing, GivesEachEventTheSoundOfItsOwnFrames) {
  const Session session = heard({event(Label::cry, 2100, 3900), event(Label::female, 6100, 7900)});
  const Sound& low = *session.events[0].sound;
  EXPECT_NEAR(low.level_dbfs, 20 * std::log10(0.5 / std::sqrt(2.0)), 0.05);
  EXPECT_NEAR(*low.f0_median_hz, 500, 5);
  EXPECT_FLOAT_EQ(low.pct_phonation, 100);
  const Sound& high = *session.events[1].sound;
  EXPECT_NEAR(high.level_dbfs, 20 * std::log10(0.1 / std::sqrt(2.0)), 0.05);
  EXPECT_NEAR(*high.f0_median_hz, 1500, 15);
  EXPECT_FLOAT_EQ(high.pct_hyperphonation, 100);
}

TEST_F(Hearing, EventsMayOverlapAndEachHasItsSound) {
  const Session session = heard(
      {event(Label::cry, 2100, 3900), event(Label::adult, 2100, 3900), event(Label::key_child, 0, 8000)});
  EXPECT_NEAR(*session.events[1].sound->f0_median_hz, 500, 5);
  EXPECT_EQ(session.events[1].sound->level_dbfs, session.events[2].sound->level_dbfs);
  // Half of it is noise, one quarter each voice: the mean power of both, (0.125 + 0.005) / 4.
  EXPECT_NEAR(session.events[0].sound->level_dbfs, 10 * std::log10(0.13 / 4), 0.1);
}

TEST_F(Hearing, WhatIsBehindTheEndOrBetweenTwoFramesHasNoSound) {
  const Session session = heard({event(Label::cry, 2001, 2009), event(Label::cry, 30000, 31000)});
  EXPECT_FALSE(session.events[0].sound.has_value());
  EXPECT_FALSE(session.events[1].sound.has_value());
}

TEST_F(Hearing, TheAnnotatorSaysWhatIsFuss) {
  const Session session =
      heard({event(Label::cry, 6100, 7000), event(Label::fuss, 2100, 3900), event(Label::cry, 500, 900)});
  EXPECT_EQ(session.events[0].label, Label::cry);
  EXPECT_EQ(session.events[1].label, Label::fuss);
  EXPECT_EQ(session.events[2].label, Label::cry);
  for (const Event& each : session.events) EXPECT_TRUE(each.distress.has_value());
}

TEST_F(Hearing, DigitalSilenceIsNotObserved) {
  const Session session = heard({});
  ASSERT_EQ(session.observed.size(), 1u);
  EXPECT_EQ(session.observed[0], (TimeSpan{Milliseconds{0}, Milliseconds{9000}}));
  ASSERT_EQ(session.warnings.size(), 1u);
  EXPECT_EQ(session.warnings[0].code, WarningCode::digital_silence);
}

TEST_F(Hearing, TellsWhatFileItHeard) {
  const Session session = heard({});
  EXPECT_EQ(session.recording.path, folder_ / "a.wav");
  EXPECT_EQ(session.recording.duration, Milliseconds{20000});
  EXPECT_EQ(session.recording.channels, 1);
  EXPECT_EQ(session.recording.id, "a");
  ASSERT_EQ(session.level_dbfs.size(), 20u);
  EXPECT_NEAR(session.level_dbfs[2], 20 * std::log10(0.5 / std::sqrt(2.0)), 0.2);
}

TEST_F(Hearing, TheBlocksOfTheReaderDoNotMatter) {
  const std::vector<Event> events{event(Label::cry, 2150, 3333), event(Label::male, 5990, 8007)};
  const Session whole = heard(events, 400000);
  for (const std::size_t block : {160u, 1001u, 16384u}) {
    const Session cut = heard(events, block);
    for (std::size_t i = 0; i < events.size(); ++i) {
      EXPECT_EQ(cut.events[i].sound->level_dbfs, whole.events[i].sound->level_dbfs) << block;
      EXPECT_EQ(cut.events[i].sound->f0_median_hz, whole.events[i].sound->f0_median_hz) << block;
      EXPECT_EQ(cut.events[i].sound->tilt_db_per_octave, whole.events[i].sound->tilt_db_per_octave) << block;
    }
  }
}

}  // namespace
}  // namespace lull
