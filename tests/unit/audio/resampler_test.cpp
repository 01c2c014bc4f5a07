#include "lull/audio/resampler.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "support/signals.hpp"

namespace lull {
namespace {

std::vector<float> resampled(const std::vector<float>& samples, std::int64_t from) {
  const ResamplerPlan plan(SampleRate(from), SampleRate(16000));
  Resampler resampler(plan);
  const SampleBlock out = resampler.push({.first = {}, .data = samples, .last = true});
  return {out.data.begin(), out.data.end()};
}

TEST(Resampler, TheLengthIsThatOfTheSameTime) {
  for (const std::int64_t from : {4000, 8000, 11025, 22050, 44100, 48000, 96000, 384000}) {
    for (const std::int64_t count : {std::int64_t{0}, std::int64_t{1}, std::int64_t{1000}, from + 1}) {
      const auto out = resampled(std::vector<float>(static_cast<std::size_t>(count), 0.1f), from);
      EXPECT_EQ(static_cast<std::int64_t>(out.size()), divide_half_up(count * 16000, from))
          << from << " " << count;
    }
  }
}

TEST(Resampler, AClickStaysWhereItIs) {
  for (const std::int64_t from : {8000, 11025, 44100, 48000, 96000}) {
    std::vector<float> samples(static_cast<std::size_t>(2 * from), 0.0f);
    samples[static_cast<std::size_t>(from)] = 1.0f;  // at one second
    const auto out = resampled(samples, from);
    const auto peak = std::max_element(out.begin(), out.end()) - out.begin();
    EXPECT_NEAR(static_cast<double>(peak) / 16000, 1.0, 0.0001) << from;
  }
}

TEST(Resampler, AClickFarIntoARecordingStaysWhereItIs) {
  const ResamplerPlan plan(SampleRate(11025), SampleRate(16000));
  Resampler resampler(plan);
  constexpr std::int64_t seconds = 1800, at = 1799;
  std::int64_t loudest = -1;
  float peak = 0;
  std::vector<float> second(11025);
  for (std::int64_t i = 0; i < seconds; ++i) {
    std::fill(second.begin(), second.end(), 0.0f);
    if (i == at) second[0] = 1.0f;
    const SampleBlock out =
        resampler.push({.first = SampleIndex{i * 11025}, .data = second, .last = i + 1 == seconds});
    for (std::size_t k = 0; k < out.data.size(); ++k) {
      if (out.data[k] > peak) {
        peak = out.data[k];
        loudest = out.first.value + static_cast<std::int64_t>(k);
      }
    }
  }
  EXPECT_NEAR(static_cast<double>(loudest) / 16000, static_cast<double>(at), 0.0001);
}

TEST(Resampler, AToneKeepsItsHeightAndItsPhase) {
  const auto out = resampled(test::sine(44100, 1000, 0.5, 44100), 44100);
  const auto expected = test::sine(16000, 1000, 0.5, 16000);
  for (std::size_t i = 1000; i < 15000; ++i) ASSERT_NEAR(out[i], expected[i], 2e-4) << i;
}

TEST(Resampler, WhatTheNewRateCannotHoldIsGone) {
  const auto out = resampled(test::sine(48000, 12000, 0.5, 48000), 48000);
  for (std::size_t i = 1000; i < 15000; ++i) ASSERT_LT(std::abs(out[i]), 1e-4) << i;
}

}  // namespace
}  // namespace lull
