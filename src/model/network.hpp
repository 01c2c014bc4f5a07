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

/// A layer as the kernels want it. Const and shared by all recordings: laying out the weights of a network
/// costs as much as listening to a fifth of a second.
class ConvolutionPlan {
 public:
  explicit ConvolutionPlan(Layer layer);

  /// Its weight lies in panels x (kernel * inputs) x panel, its bias in panels x panel, with zeros where no
  /// output is.
  const Layer& layer() const { return layer_; }

 private:
  Layer layer_;
};

/// The whole network: normalise the bands, run the layers, read off `subframes` frames of logits a row.
struct Model::Network {
  std::vector<float> offset, scale;  // one a band
  std::vector<ConvolutionPlan> layers;
  std::size_t subframes = 1;  // frames a row of the last layer speaks for: the product of the strides
};

}  // namespace lull
