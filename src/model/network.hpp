#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "lull/model/model.hpp"

namespace lull {

/// One convolution over time: out[t] = activation(bias + sum over k of weight_k in[t * stride + (k - K/2) *
/// dilation]), plus in[t] when residual. Beyond the recording's ends `in` is 0.
struct Layer {
  std::string name;
  std::size_t inputs = 0, outputs = 0;
  std::size_t kernel = 1, stride = 1, dilation = 1;
  bool relu = false, residual = false;
  std::vector<float> weight;  // outputs x (kernel * inputs), row-major
  std::vector<float> bias;    // outputs

  /// Input rows before and after the middle one that an output looks at.
  std::size_t reach() const { return kernel / 2 * dilation; }
};

/// A layer as the kernel wants it, laid out once and shared by all that run it.
struct ConvolutionPlan {
  explicit ConvolutionPlan(const Layer& from);

  Layer layer;                      // without its weights
  std::vector<float> weight, bias;  // in panels (convolution_kernel.hpp)
};

/// The whole network: normalise the bands, run the layers, read off `subframes` frames of logits a row.
struct Model::Network {
  std::vector<float> offset, scale;  // one a band
  std::vector<ConvolutionPlan> layers;
  std::size_t subframes = 1;  // frames a row of the last layer speaks for: the product of the strides
};

}  // namespace lull
