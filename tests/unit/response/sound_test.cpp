#include <gtest/gtest.h>

#include <cmath>

#include "lull/response/metrics.hpp"
#include "support/sessions.hpp"

namespace lull {
namespace {

using enum Label;
using test::at;
using test::session;
using test::span;

Sound sounding(float f0_hz, float level_dbfs) {
  Sound sound;
  sound.level_dbfs = level_dbfs;
  if (f0_hz > 0) sound.f0_median_hz = sound.f0_max_hz = f0_hz;
  if (f0_hz > 0) sound.f0_range_st = f0_hz / 100;
  return sound;
}

TEST(Acoustics, AreWeightedByTime) {
  Session made = session({span(0, 600)}, {{cry, 100, 101}, {fuss, 102, 105}});
  made.events[0].sound = sounding(500, -20);
  made.events[1].sound = sounding(300, -40);
  made.events[0].distress = 0.9F;
  made.events[1].distress = 0.1F;
  const SessionMetrics metrics = measure(made);
  EXPECT_DOUBLE_EQ(*metrics.acoustics.f0_median_hz, 350);
  EXPECT_DOUBLE_EQ(*metrics.acoustics.level_dbfs, -35);
  EXPECT_NEAR(*metrics.episodes.at(0).distress_mean, 0.3, 1e-7);
  // The louder second is a quarter of the time: the upper twentieth lies in it.
  EXPECT_NEAR(*metrics.episodes.at(0).distress_peak, 0.9, 1e-7);
  EXPECT_DOUBLE_EQ(*metrics.episodes.at(0).f0_median_hz, 350);
}

TEST(Acoustics, WithoutSoundAreNoAudioAndWithoutPitchUndefined) {
  Session made = session({span(0, 600)}, {{cry, 100, 101}});
  EXPECT_EQ(measure(made).acoustics.level_dbfs.reason(), Reason::no_audio);
  EXPECT_EQ(measure(made).attunement.level_attunement.reason(), Reason::no_audio);
  made.events[0].sound = sounding(0, -30);
  EXPECT_EQ(measure(made).acoustics.f0_median_hz.reason(), Reason::undefined);
  EXPECT_DOUBLE_EQ(*measure(made).acoustics.level_dbfs, -30);
}

TEST(Acoustics, ASessionWithSoundButNoCryingHasNoEpisodes) {
  Session made = session({span(0, 600)}, {{female, 100, 101}});
  made.events[0].sound = sounding(200, -30);
  EXPECT_EQ(measure(made).acoustics.level_dbfs.reason(), Reason::no_episodes);
}

TEST(Acoustics, ASessionThatWasListenedToInVainDoesNotLackSound) {
  Session made = session({span(0, 2)}, {});
  made.level_dbfs.resize(2);
  EXPECT_EQ(measure(made).acoustics.level_dbfs.reason(), Reason::no_episodes);
  EXPECT_EQ(measure(made).attunement.f0_lift_st.reason(), Reason::no_episodes);
  made.observed.clear();
  EXPECT_EQ(measure(made).acoustics.level_dbfs.reason(), Reason::not_observed);
  EXPECT_EQ(measure(made).attunement.level_attunement.reason(), Reason::not_observed);
}

/// Fifteen cries, each answered 2 s later; the baseline speaks once for a minute and far from them.
Session answered() {
  std::vector<test::Said> said{{female, 100, 160}};
  for (int i = 0; i < 15; ++i) {
    said.push_back({cry, 300.0 + 100 * i, 310.0 + 100 * i});
    said.push_back({female, 312.0 + 100 * i, 315.0 + 100 * i});
  }
  Session made = session({span(0, 2000)}, said);
  float level = -50;
  for (Event& event : made.events) {
    if (event.when.begin == at(100)) {
      event.sound = sounding(200, -40);
    } else if (event.label == cry) {
      event.sound = sounding(400, level += 1);
    } else {
      event.sound = sounding(400, level + 5);
    }
  }
  return made;
}

TEST(Attunement, LiftsAreMediansAboveTheBaseline) {
  const AttunementMetrics attunement = measure(answered()).attunement;
  EXPECT_DOUBLE_EQ(*attunement.f0_lift_st, 12);
  EXPECT_DOUBLE_EQ(*attunement.level_lift_db, 3);  // the middle cry is at -42, its answer at -37
  EXPECT_DOUBLE_EQ(*attunement.level_attunement, 1);
  EXPECT_DOUBLE_EQ(*attunement.range_lift_st, 2);
  EXPECT_EQ(attunement.f0_convergence.reason(), Reason::too_few);  // one answer an episode shows no trend
}

TEST(Attunement, TwoPitchesThatApproachConverge) {
  std::vector<test::Said> said;
  for (int i = 0; i < 5; ++i) {
    const double start = 100 + 200 * i;
    for (const double later : {0.0, 20.0, 40.0}) {
      said.push_back({cry, start + later, start + later + 5});
      said.push_back({female, start + later + 6, start + later + 10});
    }
  }
  Session made = session({span(0, 1200)}, said);
  for (Event& event : made.events) {
    if (event.label == cry) {
      event.sound = sounding(400, -30);
    } else {
      // 3, 2 and 1 semitones above the octave under the cry, 20 s apart: 3 semitones a minute.
      const double later = std::fmod(static_cast<double>(event.when.begin.count()) / 1000 - 100, 200);
      event.sound = sounding(static_cast<float>(200 * std::exp2((3 - std::floor(later / 20)) / 12)), -40);
    }
  }
  EXPECT_NEAR(*measure(made).attunement.f0_convergence, -3, 1e-4);
}

TEST(Attunement, ABaselineOfLessThanAMinuteIsTooFew) {
  Session made = answered();
  made.events[0].when.end = at(159.999);
  EXPECT_EQ(measure(made).attunement.f0_lift_st.reason(), Reason::too_few);
}

TEST(Attunement, AnAnswerOverAChildDoesNotCount) {
  Session made = answered();
  Event child;
  child.label = other_child;
  child.when = span(314, 316);
  made.events.push_back(child);
  std::sort(made.events.begin(), made.events.end(), earlier);
  EXPECT_EQ(measure(made).attunement.level_attunement.reason(), Reason::too_few);  // 14 pairs
}

}  // namespace
}  // namespace lull
