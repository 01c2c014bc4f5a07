#include "features/descriptors.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "support/signals.hpp"

namespace lull {
namespace {

/// The values of every frame, by column.
struct Table {
  Table(const std::vector<float>& samples, MelDefinition mel) : plan(FrameOptions{}, mel) {
    Descriptors descriptors(plan);
    const FeatureRows rows = descriptors.push({.first = {}, .data = samples, .last = true});
    frames = rows.data.rows;
    values.assign(rows.data.data, rows.data.data + frames * plan.width());
  }

  std::vector<float> at(std::size_t frame, const std::string& column) const {
    std::size_t first = frame * plan.width();
    for (const FeatureColumn& each : plan.columns()) {
      const auto from = values.begin() + static_cast<std::ptrdiff_t>(first);
      if (each.name == column) return {from, from + static_cast<std::ptrdiff_t>(each.width)};
      first += each.width;
    }
    return {};
  }
  float one(std::size_t frame, const std::string& column) const { return at(frame, column).at(0); }

  DescriptorPlan plan;
  std::size_t frames = 0;
  std::vector<float> values;
};

// How far single precision may be from double for this signal, in each column's unit; its offset of 0.1 costs
// three digits of the bins below 60 Hz. Six digits are stored.
const std::map<std::string, double> limits{{"level_dbfs", 2e-4},   {"f0_hz", 0.02},
                                           {"periodicity", 2e-5},  {"hnr_db", 1e-2},
                                           {"centroid_hz", 0.05},  {"rolloff_hz", 0},
                                           {"flux", 2e-5},         {"flatness", 2e-5},
                                           {"entropy", 2e-5},      {"tilt_db_per_octave", 2e-3},
                                           {"logmel_db", 1e-2},    {"mfcc", 1e-2},
                                           {"kaldi_logmel", 2e-3}, {"kaldi_mfcc", 1e-2}};

TEST(Descriptors, AreWhatScipyMakesOfTheirDefinitions) {
  const Table own(test::mixed_signal(), MelDefinition::own),
      kaldi(test::mixed_signal(), MelDefinition::kaldi);
  std::ifstream stored(LULL_SOURCE_DIR "/tests/reference/features_expected.txt");
  std::size_t compared = 0;
  for (std::string line; std::getline(stored, line);) {
    std::istringstream words(line);
    std::size_t frame = 0;
    std::string column;
    words >> frame >> column;
    if (column == "time_s") continue;  // not of the stage
    const auto found = (column.starts_with("kaldi") ? kaldi : own).at(frame, column);
    std::size_t i = 0;
    for (double value = 0; words >> value; ++i) {
      ASSERT_LT(i, found.size()) << column;
      EXPECT_NEAR(static_cast<double>(found[i]), value, limits.at(column))
          << column << " of frame " << frame << ", " << i;
      ++compared;
    }
    EXPECT_EQ(i, found.size()) << column;
  }
  EXPECT_EQ(compared, 4u * (10 + 40 + 13 + 23 + 13));
}

TEST(Descriptors, WhatAFrameDoesNotHaveIsAbsent) {
  const Table table(std::vector<float>(2000, 0.0f), MelDefinition::own);
  ASSERT_EQ(table.frames, 13u);
  EXPECT_TRUE(std::isnan(table.one(0, "flux")));
  EXPECT_FALSE(std::isnan(table.one(1, "flux")));
  EXPECT_TRUE(std::isnan(table.one(1, "f0_hz")));
  EXPECT_TRUE(std::isnan(table.one(1, "hnr_db")));
  EXPECT_EQ(table.one(1, "periodicity"), 0.0f);
}

TEST(Descriptors, SilenceIsFlat) {
  const Table table(std::vector<float>(2000, 0.0f), MelDefinition::own);
  EXPECT_NEAR(table.one(3, "entropy"), 1, 1e-6);
  EXPECT_EQ(table.one(3, "level_dbfs"), -100.0f);
  // 114 bins of 31.25 Hz from 62.5 Hz on: 97 of them are the first to hold 85 %.
  EXPECT_EQ(table.one(3, "rolloff_hz"), 62.5f + 96 * 31.25f);
  // Each band is -100 dB: the first coefficient is that times the root of 40, the others are 0.
  EXPECT_NEAR(table.one(3, "mfcc"), -100 * std::sqrt(40.0), 1e-3);
  EXPECT_NEAR(table.at(3, "mfcc").at(5), 0, 1e-4);
}

TEST(Descriptors, APureToneIsAllHarmonicAndHasNoEntropy) {
  const Table table(test::sine(4000, 1000, 0.5), MelDefinition::own);
  EXPECT_GT(table.one(5, "hnr_db"), 30);
  EXPECT_LT(table.one(5, "entropy"), 0.25);  // the window spreads it over four bins: 2 bits of 6.8
  EXPECT_NEAR(table.one(5, "rolloff_hz"), 1000, 31.25);
}

TEST(Descriptors, KaldisFramesGoAlongWithTheOthers) {
  const Table own(test::mixed_signal(), MelDefinition::own),
      kaldi(test::mixed_signal(), MelDefinition::kaldi);
  ASSERT_EQ(own.frames, kaldi.frames);
  for (std::size_t frame = 1; frame < own.frames; ++frame) {
    EXPECT_EQ(own.one(frame, "centroid_hz"), kaldi.one(frame, "centroid_hz"));
    // Its energy is the level, in other units: 400 samples of 16 bits.
    const double level = 10 / std::log(10.0) * static_cast<double>(kaldi.one(frame, "kaldi_mfcc"));
    EXPECT_NEAR(static_cast<double>(own.one(frame, "level_dbfs")),
                level - 10 * std::log10(400 * std::pow(32768.0, 2)), 1e-3);
  }
}

TEST(Descriptors, AFewBandsHaveAsManyCoefficients) {
  FrameOptions options;
  options.bands = 8;
  const DescriptorPlan plan(options, MelDefinition::own);
  EXPECT_EQ(plan.columns().back().width, 8u);
}

TEST(Descriptors, ATransformTooShortForKaldisBandsIsRefused) {
  FrameOptions options;
  options.fft = 64;
  options.hop_ms = 5;
  options.window_ms = 5;
  options.sample_rate_hz = 12800;
  EXPECT_THROW(DescriptorPlan(options, MelDefinition::kaldi), Error);
}

}  // namespace
}  // namespace lull
