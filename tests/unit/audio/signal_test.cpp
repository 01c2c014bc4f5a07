// What the samples themselves give away.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "support/signals.hpp"
#include "support/temporary_folder.hpp"
#include "support/wav.hpp"
#include "unit/audio/listen.hpp"

namespace lull::test {
namespace {

class Signal : public testing::Test {
 protected:
  Heard hear(const Wav& wav, ReaderOptions options = {}) {
    wav.write(path_);
    return listen(path_, options);
  }
  Heard hear(const std::vector<float>& samples) {
    return hear(Wav{.data = pcm16(samples), .before = {}, .after = {}});
  }
  TemporaryFolder folder_;
  std::filesystem::path path_ = folder_ / "a.wav";
};

std::vector<float> interleaved(const std::vector<float>& left, const std::vector<float>& right) {
  std::vector<float> out;
  for (std::size_t i = 0; i < left.size(); ++i) out.insert(out.end(), {left[i], right[i]});
  return out;
}

Wav stereo(const std::vector<float>& left, const std::vector<float>& right) {
  return {.data = pcm16(interleaved(left, right)), .channels = 2, .before = {}, .after = {}};
}

TEST_F(Signal, SamplesThatAreNoNumbersBecomeZeroAndAreCounted) {
  auto samples = sine(16000, 440, 0.3);
  samples[100] = std::numeric_limits<float>::quiet_NaN();
  samples[200] = std::numeric_limits<float>::infinity();
  samples[300] = -1e30f;
  const Heard heard = hear({.data = float32(samples), .bits = 32, .tag = 3, .before = {}, .after = {}});
  EXPECT_EQ(heard.samples[100], 0);
  EXPECT_EQ(heard.samples[200], 0);
  EXPECT_EQ(heard.samples[300], 0);
  EXPECT_EQ(heard.text(WarningCode::not_finite),
            "3 samples are no numbers or far beyond full scale; read as 0");
}

TEST_F(Signal, MostlyNoNumbersIsNoRecording) {
  std::vector<float> samples(1000, std::numeric_limits<float>::quiet_NaN());
  Wav{.data = float32(samples), .bits = 32, .tag = 3, .before = {}, .after = {}}.write(path_);
  EXPECT_EQ(verdict(path_), "more than half of its samples are no numbers");
}

TEST_F(Signal, FloatsOverFullScaleAreKept) {
  const Heard heard =
      hear({.data = float32(sine(16000, 440, 8.0)), .bits = 32, .tag = 3, .before = {}, .after = {}});
  EXPECT_NEAR(*std::max_element(heard.samples.begin(), heard.samples.end()), 8.0, 0.01);
  EXPECT_FALSE(heard.has(WarningCode::clipped));
}

TEST_F(Signal, FlatPeaksAreClipping) {
  auto samples = sine(16000, 440, 4.0);
  for (float& x : samples) x = std::clamp(x, -1.0f, 1.0f);
  EXPECT_TRUE(hear(samples).has(WarningCode::clipped));
  EXPECT_FALSE(hear(sine(16000, 440, 0.99)).has(WarningCode::clipped));
}

TEST_F(Signal, PeaksThatWereFlattenedBelowFullScaleAreClipping) {
  auto samples = sine(16000, 440, 1.0);
  for (float& x : samples) x = std::clamp(x, -0.4f, 0.4f);
  EXPECT_TRUE(hear(samples).has(WarningCode::clipped));
}

TEST_F(Signal, ThePeaksOfASlowSineAreFlatButNoClipping) {
  EXPECT_FALSE(hear(sine(16000, 20, 0.5)).has(WarningCode::clipped));  // a few equal samples at each peak
}

TEST_F(Signal, ClippingIsCountedToTheSample) {
  std::vector<float> samples(16000, 0.1f);
  std::fill_n(samples.begin() + 254, 4, 1.0f);  // over the edge of what is looked at together
  std::fill_n(samples.begin() + 8000, 3, -1.0f);
  std::fill_n(samples.begin() + 9000, 2, 1.0f);  // too short
  EXPECT_EQ(hear(samples).text(WarningCode::clipped),
            "clipped: 0.04 % of the samples in 2 flat peaks; levels and distress are too low there");
}

TEST_F(Signal, VanishingSamplesBecomeZero) {
  std::vector<float> samples(1000, 1e-40f);
  samples[500] = 0.5f;
  const Heard heard = hear({.data = float32(samples), .bits = 32, .tag = 3, .before = {}, .after = {}});
  EXPECT_EQ(heard.samples[0], 0.0f);
  EXPECT_EQ(heard.samples[500], 0.5f);
  EXPECT_FALSE(heard.has(WarningCode::not_finite));
}

TEST_F(Signal, SilenceIsSaidOnce) {
  const Heard heard = hear(std::vector<float>(16000, 0.0f));
  EXPECT_TRUE(heard.has(WarningCode::silent));
  EXPECT_FALSE(heard.has(WarningCode::low_level));
  EXPECT_EQ(heard.samples.size(), 16000u);
}

TEST_F(Signal, TenSecondsOfExactZerosAreAPauseAndLessIsNot) {
  auto samples = noise(16000 * 30, 0.1f, 1);
  for (float& x : samples) x += x >= 0 ? 0.001f : -0.001f;  // no zero by chance
  std::fill_n(samples.begin() + 16000 * 5, 16000 * 10, 0.0f);
  std::fill_n(samples.begin() + 16000 * 20, 16000 * 9, 0.0f);
  const Heard heard = hear(samples);
  ASSERT_EQ(heard.warnings.size(), 1u);
  EXPECT_EQ(heard.warnings[0].code, WarningCode::digital_silence);
  EXPECT_EQ(heard.warnings[0].where, (TimeSpan{Milliseconds{5000}, Milliseconds{15000}}));
}

TEST_F(Signal, EveryPauseIsToldToTheMillisecondWhereverItLies) {
  // From the first sample, from within a block, and up to the last sample.
  auto samples = noise(16000 * 60, 0.1f, 1);
  for (float& x : samples) x += x >= 0 ? 0.001f : -0.001f;
  std::fill(samples.begin(), samples.begin() + 16000 * 11, 0.0f);
  std::fill(samples.begin() + 16 * 20123, samples.begin() + 16 * 31001, 0.0f);
  std::fill(samples.begin() + 16 * 49999, samples.end(), 0.0f);
  std::vector<TimeSpan> found;
  for (const Warning& warning : hear(samples).warnings) found.push_back(*warning.where);
  const std::vector<TimeSpan> expected{{Milliseconds{0}, Milliseconds{11000}},
                                       {Milliseconds{20123}, Milliseconds{31001}},
                                       {Milliseconds{49999}, Milliseconds{60000}}};
  EXPECT_EQ(found, expected);
}

TEST_F(Signal, OneSlammedDoorDoesNotMakeAQuietRecordingLoud) {
  auto samples = noise(16000 * 300, 1.5f / 32767, 1);
  for (std::size_t i = 0; i < 1600; ++i) samples[88000 + i] = i % 2 ? 0.5f : -0.5f;
  EXPECT_TRUE(hear(samples).has(WarningCode::low_level));
  EXPECT_FALSE(hear(noise(16000 * 10, 0.01f, 1)).has(WarningCode::low_level));
}

TEST_F(Signal, TheChosenChannelIsTheOneThatIsJudged) {
  const Wav wav = stereo(sine(16000, 440, 0.3), std::vector<float>(16000, 0.0f));
  const Heard dead = hear(wav, {.channel = 2});
  EXPECT_TRUE(dead.has(WarningCode::silent));
  EXPECT_EQ(dead.text(WarningCode::dead_channel), "channel 2 is silent; choose another with --channel");
  EXPECT_TRUE(hear(wav, {.channel = 1}).warnings.empty());
  auto turned = sine(16000, 440, 0.3);
  for (float& x : turned) x = -x;
  EXPECT_FALSE(hear(stereo(sine(16000, 440, 0.3), turned), {.channel = 1}).has(WarningCode::antiphase));
}

TEST_F(Signal, AChannelWithNothingButItsOwnNoiseIsDead) {
  std::vector<float> hiss(16000);
  for (std::size_t i = 0; i < hiss.size(); ++i) hiss[i] = i % 3 == 0 ? 1.5f / 32767 : 0;
  EXPECT_TRUE(hear(stereo(sine(16000, 440, 0.3), hiss)).has(WarningCode::dead_channel));
}

TEST_F(Signal, ABitOfNoiseIsVeryQuiet) {
  std::vector<float> samples(16000);
  for (std::size_t i = 0; i < samples.size(); ++i) samples[i] = i % 3 == 0 ? 1.5f / 32767 : 0;
  EXPECT_TRUE(hear(samples).has(WarningCode::low_level));
}

TEST_F(Signal, AnOffsetIsSaid) {
  auto samples = sine(16000, 440, 0.2);
  for (float& x : samples) x += 0.4f;
  EXPECT_EQ(hear(samples).text(WarningCode::dc_offset),
            "channel 1 has a constant offset of 40.0 % of full scale");
}

TEST_F(Signal, ChannelsThatCancelAreSaidAndOneOfThemCanBeHeard) {
  const auto left = sine(16000, 440, 0.3);
  auto right = left;
  for (float& x : right) x = -x;
  EXPECT_TRUE(hear(stereo(left, right)).has(WarningCode::antiphase));
  const Heard one = hear(stereo(left, right), {.channel = 2});
  EXPECT_NEAR(one.samples[9], right[9], 1e-4);
}

TEST_F(Signal, ADeadChannelIsSaid) {
  const Heard heard = hear(stereo(sine(16000, 440, 0.3), std::vector<float>(16000, 0.0f)));
  EXPECT_NE(heard.text(WarningCode::dead_channel).find("channel 2"), std::string::npos);
}

TEST_F(Signal, TheMixIsTheMeanOfAllChannels) {
  const Heard heard = hear(stereo(std::vector<float>(100, 0.5f), std::vector<float>(100, 0.25f)));
  EXPECT_NEAR(heard.samples[50], 0.375, 1e-4);
  EXPECT_EQ(heard.info.channels, 2);
}

TEST_F(Signal, AChannelThatIsNotThereIsRefused) {
  Wav{.data = pcm16(sine(1000, 440, 0.3)), .before = {}, .after = {}}.write(path_);
  EXPECT_EQ(verdict(path_, {.channel = 3}), "has no channel 3");
}

TEST_F(Signal, ALowRateIsSaid) {
  EXPECT_TRUE(hear({.data = pcm16(sine(6000, 440, 0.3, 6000)), .rate = 6000, .before = {}, .after = {}})
                  .has(WarningCode::narrow_band));
}

TEST_F(Signal, WidthsAndLawsAgree) {
  const auto samples = sine(4000, 440, 0.5);
  std::string bytes8, bytes24, bytes64;
  for (const float x : samples) {
    bytes8 += static_cast<char>(std::lround(128 + 127 * static_cast<double>(x)));
    bytes24 += little(static_cast<std::uint32_t>(static_cast<std::int32_t>(x * 8388607.0f)), 3);
    const auto wide = static_cast<double>(x);
    bytes64.append(reinterpret_cast<const char*>(&wide), 8);
  }
  const auto reference = hear(samples).samples;
  const auto agrees = [&](const Wav& wav, float within) {
    const auto heard = hear(wav).samples;
    ASSERT_EQ(heard.size(), reference.size());
    for (std::size_t i = 0; i < heard.size(); ++i) ASSERT_NEAR(heard[i], reference[i], within);
  };
  agrees({.data = bytes8, .bits = 8, .before = {}, .after = {}}, 0.01f);
  agrees({.data = bytes24, .bits = 24, .before = {}, .after = {}}, 1e-4f);
  agrees({.data = float32(samples), .bits = 32, .tag = 3, .before = {}, .after = {}}, 1e-4f);
  agrees({.data = bytes64, .bits = 64, .tag = 3, .before = {}, .after = {}}, 1e-4f);
}

TEST_F(Signal, SixteenBitsAreReadAsLibsndfileWouldConvertThem) {
  std::vector<float> expected;
  std::string bytes;
  for (int x = -32768; x < 32768; ++x) {
    bytes += little(static_cast<std::uint16_t>(x), 2);
    expected.push_back(static_cast<float>(x) / 32768.0f);
  }
  EXPECT_EQ(hear({.data = bytes, .before = {}, .after = {}}).samples, expected);
}

TEST_F(Signal, BlocksOfAnySizeGiveTheSameSamples) {
  const auto whole = hear(sine(16000, 440, 0.3)).samples;
  for (const std::size_t block : {0u, 1u, 7u, 16000u, 16001u}) {
    EXPECT_EQ(listen(path_, {.channel = {}, .block = block}).samples, whole) << block;
  }
}

}  // namespace
}  // namespace lull::test
