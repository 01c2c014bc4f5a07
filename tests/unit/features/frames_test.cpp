#include "lull/features/frames.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "features/elementary.hpp"
#include "reference/plain_features.hpp"
#include "support/signals.hpp"

namespace lull {
namespace {

/// Everything the stage says of a recording handed over whole.
struct Result {
  std::vector<float> bands, level, f0, periodicity, tilt, centroid, flux, flatness;
  std::size_t frames = 0;
};

Result run(const std::vector<float>& samples) {
  const FramePlan plan{FrameOptions{}};
  Frames frames(plan);
  const FeatureBlock block = frames.push({.first = {}, .data = samples, .last = true});
  const auto copy = [](std::span<const float> from) { return std::vector<float>(from.begin(), from.end()); };
  const Acoustics& a = block.data.acoustics;
  const MatrixView& bands = block.data.bands;
  return {copy({bands.data, bands.rows * bands.cols}),
          copy(a.level_db),
          copy(a.f0_hz),
          copy(a.periodicity),
          copy(a.tilt_db),
          copy(a.centroid_hz),
          copy(a.flux),
          copy(a.flatness),
          bands.rows};
}

TEST(Frames, AFrameExistsForEveryHopThatStartsInTheRecording) {
  EXPECT_EQ(run(std::vector<float>(0)).frames, 0u);
  EXPECT_EQ(run(std::vector<float>(1)).frames, 1u);
  EXPECT_EQ(run(std::vector<float>(160)).frames, 1u);
  EXPECT_EQ(run(std::vector<float>(161)).frames, 2u);
  EXPECT_EQ(run(std::vector<float>(16000)).frames, 100u);
}

TEST(Frames, AFullScaleSineIsAboutZeroDecibels) {
  const auto result = run(test::sine(4000, 1000, 1.0));
  // Its bin has power 1. A Hann window of 400 in 512 points spreads a sine over 1.5 * 512 / 400 = 1.92 bins,
  // so the loudest band holds between 1 and 1.92 times that: 0 to 2.84 dB.
  const auto first = result.bands.begin() + 5 * 40;
  EXPECT_GT(*std::max_element(first, first + 40), 0.0);
  EXPECT_LT(*std::max_element(first, first + 40), 2.84);
  EXPECT_NEAR(result.level[5], -3.01, 0.01);  // the mean power of a sine is a half
}

TEST(Frames, EverythingEqualsThePlainFormulas) {
  const auto samples = test::mixed_signal();
  const auto result = run(samples);
  std::vector<double> before;
  for (std::size_t k = 0; k < result.frames; ++k) {
    const auto frame = reference::frame(samples, k);
    const auto power = reference::power(frame);
    const auto bands = reference::mel_bands(power, 40, 60, 3600);
    for (std::size_t b = 0; b < 40; ++b) {
      // 32-bit sums: 1e-3 dB is a hundredth of what quantising to 16 bits does.
      ASSERT_NEAR(result.bands[k * 40 + b], bands[b], 1e-3) << "frame " << k << " band " << b;
    }
    ASSERT_NEAR(result.level[k], reference::level_db(frame), 1e-4);
    ASSERT_NEAR(result.tilt[k], reference::tilt_db(power), 2e-3);
    ASSERT_NEAR(result.centroid[k], reference::centroid_hz(power), 0.05);
    ASSERT_NEAR(result.flatness[k], reference::flatness(power), 1e-4);
    if (k > 0) {
      ASSERT_NEAR(result.flux[k], reference::flux(before, power), 1e-5);
    }
    before = power;
  }
  EXPECT_EQ(result.flux[0], 0);
}

TEST(Frames, PitchEqualsTheBestPeakOfThePlainAutocorrelation) {
  for (const double hertz : {160.0, 233.0, 437.0, 710.0, 1150.0, 2300.0}) {
    auto samples = test::voiced(1600, hertz, 0.2);
    const auto hiss = test::noise(1600, 0.05f, 7);
    for (std::size_t i = 0; i < samples.size(); ++i) samples[i] += hiss[i];
    const auto result = run(samples);
    for (std::size_t k : {1u, 4u}) {
      const auto expected = reference::pitch(reference::power(reference::frame(samples, k)));
      // A cosine through three lags against a fine grid: half a percent of pitch, a hundredth of periodicity.
      EXPECT_NEAR(result.f0[k], expected.hertz, 0.005 * expected.hertz) << hertz;
      EXPECT_NEAR(result.periodicity[k], expected.periodicity, 0.01) << hertz;
    }
  }
}

TEST(Frames, PitchFollowsAToneFrom150To2500Hz) {
  for (double hertz = 155; hertz < 2480; hertz *= 1.07) {
    const auto result = run(test::sine(1600, hertz, 0.3));
    EXPECT_NEAR(result.f0[3], hertz, 0.01 * hertz);
    EXPECT_GT(result.periodicity[3], 0.95);
  }
}

TEST(Frames, NoiseAndSilenceHaveNoPitch) {
  const auto hiss = run(test::noise(16000, 0.3f, 11));
  const auto voiced = std::count_if(hiss.f0.begin(), hiss.f0.end(), [](float f) { return f > 0; });
  EXPECT_LE(voiced, 5);  // of 100 frames of chance
  const auto silence = run(std::vector<float>(16000));
  EXPECT_EQ(*std::max_element(silence.f0.begin(), silence.f0.end()), 0);
  EXPECT_EQ(silence.level[0], -100);
  EXPECT_EQ(*std::max_element(silence.bands.begin(), silence.bands.end()), -100);
}

TEST(Frames, AConstantIsSilence) {
  const auto result = run(std::vector<float>(8000, 0.4f));
  EXPECT_EQ(result.f0[10], 0);
  EXPECT_LT(result.level[10], -90);
  // The last frames hold a step down to the padding: the constant's end can be heard.
  EXPECT_LT(*std::max_element(result.bands.begin(), result.bands.begin() + 40 * 40), -90);
}

TEST(Frames, GainMovesLevelsByItsDecibelsAndNothingElse) {
  auto samples = test::mixed_signal();
  const auto loud = run(samples);
  for (float& x : samples) x *= 0.25f;  // 12.04 dB, exact in floating point
  const auto soft = run(samples);
  for (std::size_t k = 0; k < loud.frames; ++k) {
    ASSERT_NEAR(loud.level[k] - soft.level[k], 12.0412, 1e-4);
    ASSERT_NEAR(loud.bands[k * 40 + 9] - soft.bands[k * 40 + 9], 12.0412, 1e-4);
    ASSERT_EQ(loud.f0[k], soft.f0[k]);
  }
}

TEST(FramePlan, RefusesOptionsThatDoNotFit) {
  EXPECT_THROW(FramePlan({.window_ms = 40}), Error);  // 640 samples do not fit 512 points
  EXPECT_THROW(FramePlan({.high_hz = 9000}), Error);
  EXPECT_THROW(FramePlan({.bands = 0}), Error);
}

TEST(Elementary, LogarithmAndExponentialAreTrueToTheLastDigits) {
  for (float x = 1e-12f; x < 1e4f; x *= 1.0371f) {
    ASSERT_NEAR(log2_of(x), std::log2(static_cast<double>(x)), 4e-6);
  }
  for (float x = -40; x < 40; x += 0.0371f) {
    ASSERT_NEAR(exp2_of(x) / std::exp2(static_cast<double>(x)), 1.0, 4e-7);
    ASSERT_NEAR(sigmoid(x), 1 / (1 + std::exp(-static_cast<double>(x))), 1e-6);
  }
}

}  // namespace
}  // namespace lull
