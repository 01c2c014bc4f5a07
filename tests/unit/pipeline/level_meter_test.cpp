#include "pipeline/level_meter.hpp"

#include <gtest/gtest.h>

namespace lull {
namespace {

TEST(LevelMeter, TakesTheMeanPowerOfEachStartedSecond) {
  // A second of which half is 10 times as strong as the other, then half a second of nothing at -40 dB.
  std::vector<float> level(150, -40.0f);
  for (std::size_t i = 0; i < 100; ++i) level[i] = i % 2 == 0 ? -20.0f : -30.0f;
  LevelMeter meter(FrameGrid{});
  meter.add({}, std::span<const float>(level).first(70));
  meter.add(FrameIndex{70}, std::span<const float>(level).subspan(70));
  const auto seconds = meter.take();
  ASSERT_EQ(seconds.size(), 2u);
  EXPECT_NEAR(seconds[0], -22.5964, 1e-3);  // 10 log10((.01 + .001) / 2)
  EXPECT_NEAR(seconds[1], -40, 1e-4);
  EXPECT_TRUE(meter.take().empty());
}

}  // namespace
}  // namespace lull
