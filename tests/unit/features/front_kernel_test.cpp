#include "features/front_kernel.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>
#include <vector>

#include "features/fft_plan.hpp"
#include "features/front_plan.hpp"
#include "features/lane_math.hpp"
#include "features/spectra.hpp"
#include "support/signals.hpp"

namespace lull {
namespace {

TEST(LaneFft, EqualsThePlainSum) {
  // Sizes that end in a stage of radix 2 and of radix 4, and inputs of which a part is not there.
  for (const std::size_t points : {64u, 128u, 512u}) {
    const FftPlan plan(points);
    const FftTables tables = plan.tables();
    for (const std::size_t rows : {points / 16, points / 5, points * 3 / 10, points * 2 / 5, points / 2}) {
      const auto in = test::noise(points * 4, 1.0f, 6);
      std::vector<float> data = in;  // rows of two numbers, each for four lanes
      transform<4>(tables, data.data(), rows);
      for (std::size_t k = 0; k < points / 2; ++k) {
        const Complex<4> bin = twice_real_bin<4>(tables, data.data(), k);
        for (std::size_t lane = 0; lane < 4; ++lane) {
          double re = 0, im = 0;
          for (std::size_t n = 0; n < 2 * rows; ++n) {
            const double turn =
                -2 * std::numbers::pi * static_cast<double>(k * n % points) / static_cast<double>(points);
            re += static_cast<double>(in[n * 4 + lane]) * std::cos(turn);
            im += static_cast<double>(in[n * 4 + lane]) * std::sin(turn);
          }
          // Magnitudes of up to 20, each rounded a dozen times to one part in 1.7e7.
          ASSERT_NEAR(bin.re[lane], 2 * re, 1e-4) << points << " points, " << rows << " rows, bin " << k;
          ASSERT_NEAR(bin.im[lane], 2 * im, 1e-4) << points << " points, " << rows << " rows, bin " << k;
        }
      }
    }
  }
}

TEST(LaneMath, ArctangentIsTrueToTheLastDigits) {
  for (float x = 1e-6f; x < 1e6f; x *= 1.0173f) {
    ASSERT_NEAR(arctangent<4>(Floats<4>{} + x)[0], std::atan(static_cast<double>(x)), 2e-7) << x;
  }
  EXPECT_FLOAT_EQ(arctangent<4>(Floats<4>{} + INFINITY)[0], 1.57079633f);
}

TEST(LaneMath, TransposeTurnsRowsOfAnyNumberIntoColumns) {
  for (const std::size_t rows : {1u, 4u, 7u, 16u}) {
    for (const std::size_t cols : {1u, 3u, 8u, 13u}) {
      const auto in = test::noise(rows * 20, 1.0f, 8);
      std::vector<float> out(cols * 17, 0.0f);
      transpose(in.data(), 20, out.data(), 17, rows, cols);
      for (std::size_t r = 0; r < rows; ++r) {
        for (std::size_t c = 0; c < cols; ++c) ASSERT_EQ(out[c * 17 + r], in[r * 20 + c]);
      }
    }
  }
}

/// All that a kernel says of sixteen frames.
std::vector<float> everything(const FrontTables& tables, const FrontKernel& kernel,
                              const std::vector<float>& samples) {
  AlignedFloats work(tables.work()), power(tables.bins * lanes);
  std::vector<float> out(lanes * (7 + tables.bands)), magnitudes(tables.shape_count * (1 + lanes));
  float* to = out.data();
  const auto column = [&] { return to += lanes; };
  kernel.spectra({.tables = &tables,
                  .samples = samples.data(),
                  .work = work.data(),
                  .power = power.data(),
                  .level = out.data(),
                  .bands = out.data() + 7 * lanes});
  kernel.acoustics({.tables = &tables,
                    .power = power.data(),
                    .level = out.data(),
                    .work = work.data(),
                    .f0 = column(),
                    .periodicity = column(),
                    .tilt = column(),
                    .centroid = column(),
                    .flux = column(),
                    .flatness = column(),
                    .magnitudes = magnitudes.data()});
  return out;
}

TEST(FrontKernel, EveryInstructionSetGivesTheSameBits) {
  // The model's frames; and odd ones: a hop that does not divide the window, bins up to half the rate.
  const FrameOptions odd{.sample_rate_hz = 8000,
                         .window_ms = 23.125,
                         .hop_ms = 9.125,
                         .fft = 256,
                         .bands = 23,
                         .low_hz = 0,
                         .high_hz = 4000,
                         .floor_db = -90};
  for (const FrameOptions& options : {FrameOptions{}, odd}) {
    const FramePlan plan(options);
    const FrontPlan front(options, plan.grid());
    const FrontTables& tables = front.tables();
    auto samples = test::voiced(tables.samples(), 431, 0.3);
    const auto hiss = test::noise(samples.size(), 0.05f, 9);
    for (std::size_t i = samples.size() / 3; i < samples.size(); ++i) samples[i] += hiss[i];
    const auto expected = everything(tables, front_kernel(InstructionSet::baseline), samples);
    for (const auto set : {InstructionSet::avx2, InstructionSet::avx512}) {
      if (!is_supported(set)) continue;
      EXPECT_EQ(everything(tables, front_kernel(set), samples), expected);
    }
  }
}

}  // namespace
}  // namespace lull
