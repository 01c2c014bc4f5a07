#include "model/convolution.hpp"

#include <gtest/gtest.h>

#include "support/signals.hpp"

namespace lull {
namespace {

Layer layer_of(std::size_t inputs, std::size_t outputs, std::size_t kernel, std::size_t stride) {
  Layer layer;
  layer.inputs = inputs;
  layer.outputs = outputs;
  layer.kernel = kernel;
  layer.stride = stride;
  layer.dilation = kernel > 1 ? 3 : 1;
  layer.residual = stride == 1 && inputs == outputs;
  layer.relu = outputs != 20;
  layer.weight = test::noise(outputs * kernel * inputs, 0.3f, 1);
  layer.bias = test::noise(outputs, 0.3f, 2);
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

/// The formula of Layer, written down.
double plain(const Layer& layer, const std::vector<float>& in, std::size_t t, std::size_t channel) {
  const auto rows = static_cast<std::ptrdiff_t>(in.size() / layer.inputs);
  double sum = static_cast<double>(layer.bias[channel]);
  for (std::size_t k = 0; k < layer.kernel; ++k) {
    const auto row = static_cast<std::ptrdiff_t>(t * layer.stride + k * layer.dilation) -
                     static_cast<std::ptrdiff_t>(layer.reach());
    if (row < 0 || row >= rows) continue;
    for (std::size_t i = 0; i < layer.inputs; ++i) {
      sum += static_cast<double>(layer.weight[(channel * layer.kernel + k) * layer.inputs + i]) *
             static_cast<double>(in[static_cast<std::size_t>(row) * layer.inputs + i]);
    }
  }
  if (layer.relu) sum = std::max(sum, 0.0);
  return layer.residual ? sum + static_cast<double>(in[t * layer.inputs + channel]) : sum;
}

// Inputs, outputs, kernel, stride: of the shipped model, and odd ones that leave panels and rows unfilled.
const std::vector<Layer> layers{layer_of(40, 48, 5, 2), layer_of(64, 64, 3, 1), layer_of(64, 20, 1, 1),
                                layer_of(7, 33, 3, 3),  layer_of(5, 150, 1, 2), layer_of(9, 9, 5, 1)};

TEST(Convolution, EqualsItsFormula) {
  for (const Layer& layer : layers) {
    const auto in = test::noise(61 * layer.inputs, 1.0f, 3);
    const auto out = run(layer, in, 61, InstructionSet::baseline);
    ASSERT_EQ(out.size(), (61 + layer.stride - 1) / layer.stride * layer.outputs);
    for (std::size_t i = 0; i < out.size(); ++i) {
      // Up to 200 products of .15 on average, each rounded to one part in 1.7e7.
      ASSERT_NEAR(out[i], plain(layer, in, i / layer.outputs, i % layer.outputs), 1e-5);
    }
  }
}

TEST(Convolution, EveryInstructionSetAndCutGivesTheSameBits) {
  for (const Layer& layer : layers) {
    const auto in = test::noise(61 * layer.inputs, 1.0f, 4);
    const auto expected = run(layer, in, 61, InstructionSet::baseline);
    for (const auto set : {InstructionSet::baseline, InstructionSet::avx2, InstructionSet::avx512}) {
      if (!is_supported(set)) continue;
      for (const std::size_t block : {1u, 4u, 17u, 61u}) EXPECT_EQ(run(layer, in, block, set), expected);
    }
  }
}

}  // namespace
}  // namespace lull
