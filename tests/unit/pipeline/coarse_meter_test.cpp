#include "pipeline/coarse_meter.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/signals.hpp"

namespace lull {
namespace {

/// Rows of `bands` equal values, one row a frame.
std::vector<float> rows(std::size_t bands, const std::vector<float>& frames) {
  std::vector<float> all;
  for (const float each : frames) all.insert(all.end(), bands, each);
  return all;
}

TEST(CoarseMeter, AveragesTheDecibelsOfASecond) {
  // A second that is half -20 and half -40 dB, then the start of one at -60 dB.
  std::vector<float> frames(100, -20.0F);
  std::fill(frames.begin() + 50, frames.end(), -40.0F);
  frames.insert(frames.end(), 30, -60.0F);
  const auto data = rows(40, frames);
  CoarseMeter meter(FrameGrid{}, FrameOptions{});
  meter.add({{}, {{data.data(), frames.size(), 40}, {}}, true});
  const auto seconds = meter.take().seconds;
  ASSERT_EQ(seconds.size(), 2u);
  for (const int cell : seconds[0]) EXPECT_EQ(cell, -30);
  for (const int cell : seconds[1]) EXPECT_EQ(cell, -60);
}

TEST(CoarseMeter, EveryBandBelongsToOneOfEight) {
  std::vector<float> row;
  for (int i = 0; i < 40; ++i) row.push_back(static_cast<float>(-i));
  CoarseMeter meter(FrameGrid{}, FrameOptions{});
  meter.add({{}, {{row.data(), 1, 40}, {}}, true});
  // 0 to 4, 5 to 9, ...
  EXPECT_EQ(meter.take().seconds.at(0), (CoarseSpectrum::Second{-2, -7, -12, -17, -22, -27, -32, -37}));
}

TEST(CoarseMeter, EdgesRiseFromTheLowestToTheHighestFrequency) {
  for (const int bands : {8, 13, 40}) {
    FrameOptions options;
    options.bands = bands;
    const auto edges = coarse_edges(options);
    EXPECT_EQ(edges.front(), options.low_hz);
    EXPECT_EQ(edges.back(), options.high_hz);
    EXPECT_TRUE(std::is_sorted(edges.begin(), edges.end()));
  }
}

TEST(CoarseMeter, AToneIsLoudestInTheBandBetweenWhoseEdgesItLies) {
  const FramePlan plan{FrameOptions{}};
  for (const double hertz : {160.0, 930.0, 3150.0}) {
    Frames frames(plan);
    CoarseMeter meter(plan.grid(), plan.options());
    const auto samples = test::sine(32000, hertz, 0.5);
    meter.add(frames.push({{}, samples, true}));
    const auto cells = meter.take().seconds.at(0);
    const auto edges = coarse_edges(plan.options());
    const auto loudest =
        static_cast<std::size_t>(std::max_element(cells.begin(), cells.end()) - cells.begin());
    EXPECT_LE(edges.at(loudest), hertz);
    EXPECT_GT(edges.at(loudest + 1), hertz);
  }
}

TEST(CoarseMeter, BlocksDoNotMatter) {
  std::vector<float> frames;
  for (int i = 0; i < 450; ++i) frames.push_back(static_cast<float>(-90 + (i * 37) % 83) + 0.25F);
  const auto data = rows(40, frames);
  const auto cut = [&](std::size_t length) {
    CoarseMeter meter(FrameGrid{}, FrameOptions{});
    for (std::size_t at = 0; at < frames.size(); at += length) {
      const std::size_t count = std::min(length, frames.size() - at);
      const bool last = at + count == frames.size();
      meter.add({FrameIndex{static_cast<std::int64_t>(at)}, {{data.data() + at * 40, count, 40}, {}}, last});
    }
    return meter.take().seconds;
  };
  const auto whole = cut(frames.size());
  for (const std::size_t length : {1u, 7u, 100u, 333u}) EXPECT_EQ(cut(length), whole);
}

TEST(CoarseMeter, WhoComesInTheMiddleHearsTheSameOfWholeSeconds) {
  std::vector<float> frames;
  for (int i = 0; i < 450; ++i) frames.push_back(static_cast<float>(-90 + (i * 37) % 83) + 0.25F);
  const auto data = rows(40, frames);
  const auto from = [&](std::size_t first) {
    CoarseMeter meter(FrameGrid{}, FrameOptions{}, FrameIndex{static_cast<std::int64_t>(first)});
    meter.add({{}, {{data.data() + first * 40, frames.size() - first, 40}, {}}, true});
    return meter.take();
  };
  const auto whole = from(0);
  EXPECT_EQ(whole.first, 0u);
  ASSERT_EQ(whole.seconds.size(), 5u);
  for (const auto& [first, second] : {std::pair{1u, 1u}, {99u, 1u}, {100u, 1u}, {101u, 2u}, {300u, 3u}}) {
    const auto part = from(first);
    EXPECT_EQ(part.first, second);
    EXPECT_EQ(part.seconds, decltype(part.seconds)(whole.seconds.begin() + second, whole.seconds.end()));
  }
}

TEST(CoarseMeter, GivesEachSecondOnce) {
  const auto data = rows(40, std::vector<float>(250, -50.0F));
  CoarseMeter meter(FrameGrid{}, FrameOptions{});
  meter.add({{}, {{data.data(), 150, 40}, {}}, false});
  const auto early = meter.take();
  EXPECT_EQ(early.seconds.size(), 1u);
  meter.add({FrameIndex{150}, {{data.data(), 100, 40}, {}}, true});
  const auto late = meter.take();
  EXPECT_EQ(late.first, 1u);
  EXPECT_EQ(late.seconds.size(), 2u);
}

}  // namespace
}  // namespace lull
