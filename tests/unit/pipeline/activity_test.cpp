#include "pipeline/activity.hpp"

#include <gtest/gtest.h>

namespace lull {
namespace {

TEST(ActivityMeter, CountsTheShareOfEachStartedSecond) {
  // 150 frames: a second of cry in every other frame at -20 dB, then half a second of nothing at -40 dB.
  std::vector<float> voices(150 * voice_count, 0.0f), level(150, -20.0f), zero(150, 0.0f);
  for (std::size_t i = 0; i < 100; i += 2) voices[i * voice_count] = 0.9f;
  for (std::size_t i = 100; i < 150; ++i) level[i] = -40.0f;
  ActivityMeter meter(FrameGrid{}, OperatingPoint{});
  meter.add({{}, {{voices.data(), 150, voice_count}, {level, zero, zero, zero, zero, zero, zero}}, true});
  const auto seconds = meter.take();
  ASSERT_EQ(seconds.size(), 2u);
  EXPECT_FLOAT_EQ(seconds[0].share[0], 0.5f);
  EXPECT_FLOAT_EQ(seconds[1].share[0], 0.0f);
  EXPECT_NEAR(seconds[0].level_dbfs, -20, 1e-4);
  EXPECT_NEAR(seconds[1].level_dbfs, -40, 1e-4);
}

}  // namespace
}  // namespace lull
