#include "model/convolution.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "support/signals.hpp"

namespace lull {
namespace {

struct Shape {
  std::size_t inputs, width, outputs, kernel, stride;
  std::size_t positions = 1, slide = 0;
};

Layer layer_of(const Shape& shape) {
  Layer layer;
  layer.inputs = shape.inputs;
  layer.width = shape.width;
  layer.outputs = shape.outputs;
  layer.kernel = shape.kernel;
  layer.stride = shape.stride;
  layer.positions = shape.positions;
  layer.slide = shape.slide;
  layer.dilation = layer.kernel > 1 ? 3 : 1;
  layer.residual = layer.stride == 1 && layer.inputs == layer.channels();
  layer.relu = layer.outputs != 20;
  layer.shift = 11;
  for (const float w : test::noise(layer.outputs * layer.kernel * layer.width, 128.0f, 1)) {
    layer.weight.push_back(static_cast<std::int8_t>(w));
  }
  layer.scale = test::noise(layer.outputs, 0.01f, 2);
  layer.bias = test::noise(layer.outputs, 0.3f, 3);
  return layer;
}

std::vector<float> run(const Layer& layer, const std::vector<float>& in, std::size_t block,
                       InstructionSet set) {
  const ConvolutionPlan plan(layer);
  Convolution convolution(plan, convolution_kernel(set));
  std::vector<float> out;
  const std::size_t rows = in.size() / layer.inputs;
  for (std::size_t at = 0; at < rows; at += block) {
    const std::size_t count = std::min(block, rows - at);
    const MatrixView made =
        convolution.push({in.data() + at * layer.inputs, count, layer.inputs}, at + count == rows);
    out.insert(out.end(), made.data, made.data + made.rows * made.cols);
  }
  return out;
}

double quantised(const Layer& layer, const std::vector<float>& in, std::size_t row, std::size_t channel) {
  const auto value = static_cast<double>(in[row * layer.inputs + channel]);
  return std::clamp(std::nearbyint(std::ldexp(value, layer.shift)), -32767.0, 32767.0);
}

/// The formula of Layer, written down. In double the sum and its product with the gain are exact.
float plain(const Layer& layer, const std::vector<float>& in, std::size_t t, std::size_t channel) {
  const std::size_t o = channel % layer.outputs, first = channel / layer.outputs * layer.slide;
  double sum = 0;
  for (std::size_t k = 0; k < layer.kernel; ++k) {
    const std::size_t row = t * layer.stride + k * layer.dilation - layer.reach();  // huge before the start
    if (row >= in.size() / layer.inputs) continue;
    for (std::size_t i = 0; i < layer.width; ++i) {
      sum += layer.weight[(o * layer.kernel + k) * layer.width + i] * quantised(layer, in, row, first + i);
    }
  }
  const auto rounded = static_cast<double>(static_cast<float>(sum));
  const float scaled =
      static_cast<float>(rounded * std::ldexp(static_cast<double>(layer.scale[o]), -layer.shift));
  float value = scaled + layer.bias[o];
  if (layer.relu) value = std::max(value, 0.0f);
  if (!layer.residual) return value;
  return value + static_cast<float>(std::ldexp(quantised(layer, in, t, channel), -layer.shift));
}

// Of the shipped model; odd ones that leave panels, pairs and rows unfilled; and some that slide.
const std::vector<Layer> layers{
    layer_of({.inputs = 40, .width = 40, .outputs = 48, .kernel = 5, .stride = 2}),
    layer_of({.inputs = 64, .width = 64, .outputs = 64, .kernel = 3, .stride = 1}),
    layer_of({.inputs = 64, .width = 64, .outputs = 20, .kernel = 1, .stride = 1}),
    layer_of({.inputs = 7, .width = 7, .outputs = 33, .kernel = 3, .stride = 3}),
    layer_of({.inputs = 5, .width = 5, .outputs = 150, .kernel = 1, .stride = 2}),
    layer_of({.inputs = 9, .width = 9, .outputs = 9, .kernel = 5, .stride = 1}),
    layer_of({.inputs = 40, .width = 8, .outputs = 16, .kernel = 3, .stride = 2, .positions = 9, .slide = 4}),
    layer_of({.inputs = 12, .width = 5, .outputs = 4, .kernel = 3, .stride = 1, .positions = 3, .slide = 3}),
    layer_of(
        {.inputs = 11, .width = 3, .outputs = 17, .kernel = 1, .stride = 2, .positions = 5, .slide = 2})};

constexpr std::size_t row_count = 127;  // more than all positions make before the next ones

TEST(Convolution, EqualsItsFormula) {
  for (const Layer& layer : layers) {
    const auto in = test::noise(row_count * layer.inputs, 20.0f, 4);  // some of it beyond 16 = 32768 / 2^11
    const auto out = run(layer, in, row_count, InstructionSet::baseline);
    ASSERT_EQ(out.size(), (row_count + layer.stride - 1) / layer.stride * layer.channels());
    for (std::size_t i = 0; i < out.size(); ++i) {
      ASSERT_EQ(out[i], plain(layer, in, i / layer.channels(), i % layer.channels()));
    }
  }
}

TEST(Convolution, EveryInstructionSetAndCutGivesTheSameBits) {
  for (const Layer& layer : layers) {
    const auto in = test::noise(row_count * layer.inputs, 20.0f, 5);
    const auto expected = run(layer, in, row_count, InstructionSet::baseline);
    for (const auto set : {InstructionSet::baseline, InstructionSet::avx2, InstructionSet::avx512}) {
      if (!is_supported(set)) continue;
      for (const std::size_t block : {std::size_t{1}, std::size_t{4}, std::size_t{17}, row_count}) {
        EXPECT_EQ(run(layer, in, block, set), expected);
      }
    }
  }
}

/// One output without a bias whose gain is 1.
Layer simple(std::size_t inputs, const std::vector<std::int8_t>& weight) {
  Layer layer;
  layer.inputs = inputs;
  layer.outputs = 1;
  layer.width = weight.size();
  layer.weight = weight;
  layer.scale = {1};
  layer.bias = {0};
  return layer;
}

/// The same from every instruction set, or nothing.
std::vector<float> run(const Layer& layer, const std::vector<float>& in) {
  const auto out = run(layer, in, in.size() / layer.inputs, InstructionSet::baseline);
  for (const auto set : {InstructionSet::avx2, InstructionSet::avx512}) {
    if (is_supported(set) && run(layer, in, in.size() / layer.inputs, set) != out) return {};
  }
  return out;
}

TEST(Convolution, EachPositionReadsFurtherOn) {
  Layer layer = simple(6, {1, 2, 3});
  layer.positions = 2;
  layer.slide = 2;
  EXPECT_EQ(run(layer, {1, 2, 3, 4, 5, 9}), (std::vector<float>{1 + 4 + 9, 3 + 8 + 15}));
}

TEST(Convolution, PositionsLieOneAfterTheOther) {
  Layer layer = simple(2, {1, 10});
  layer.outputs = 2;
  layer.width = 1;
  layer.scale = {1, 1};
  layer.bias = {0, 0};
  layer.positions = 2;
  layer.slide = 1;
  EXPECT_EQ(run(layer, {3, 4, 5, 6}), (std::vector<float>{3, 30, 4, 40, 5, 50, 6, 60}));
}

TEST(Convolution, InputsAreRoundedHalfToEvenAndClamped) {
  const float most = std::numeric_limits<float>::max(), infinity = std::numeric_limits<float>::infinity();
  const std::vector<float> in{0.5f,     1.5f,    2.5f, -0.5f, -1.5f,    -2.49f,   32766.5f,
                              32767.5f, 1048577, most, -most, infinity, -infinity};
  EXPECT_EQ(run(simple(1, {1}), in),
            (std::vector<float>{0, 2, 2, 0, -2, -2, 32766, 32767, 32767, 32767, -32767, 32767, -32767}));
}

TEST(Convolution, WhatIsNoNumberCountsAsTheLeast) {
  EXPECT_EQ(run(simple(1, {1}), {std::numeric_limits<float>::quiet_NaN()}), std::vector<float>{-32767});
}

TEST(Convolution, TheShiftSaysHowFineInputsAre) {
  Layer layer = simple(1, {1});
  layer.shift = 2;
  EXPECT_EQ(run(layer, {0.375f, 10000}), (std::vector<float>{0.5f, 8191.75f}));  // 1.5 to 2 quarters; clamped
  layer.shift = -3;
  EXPECT_EQ(run(layer, {20, 3}), (std::vector<float>{16, 0}));  // 2.5 to 2 eights
}

TEST(Convolution, TheResidualIsTheRoundedInput) {
  Layer layer = simple(1, {0});
  layer.shift = 1;
  layer.residual = layer.relu = true;
  layer.bias = {-1};
  EXPECT_EQ(run(layer, {0.3f, -0.8f}), (std::vector<float>{0.5f, -1}));
}

TEST(Convolution, TheLargestSumsAreExact) {
  std::vector<std::int8_t> weight(517, 127);
  weight[516] = 5;  // 65537 in all, the most that the loader allows
  const Layer layer = simple(weight.size(), weight);
  std::vector<float> in(weight.size(), 1e9f);
  EXPECT_EQ(run(layer, in), std::vector<float>{static_cast<float>(32767 * 65537)});
  in.assign(weight.size(), -1e9f);
  EXPECT_EQ(run(layer, in), std::vector<float>{static_cast<float>(-32767 * 65537)});
}

}  // namespace
}  // namespace lull
