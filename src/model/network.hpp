#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "lull/model/model.hpp"

namespace lull {

/// The largest magnitude of a quantised input.
inline constexpr int largest_input = 32767;

/// One convolution over time, and over channels where it has several positions, in integers: the input
/// becomes q = in * 2^shift, rounded half to even and clamped to +-largest_input, and output o of position p
/// is
///   out[t] = activation(scale_o * 2^-shift * sum over k and i of weight_oki q[t * stride + (k - K/2) *
///   dilation]
///                       [p * slide + i] + bias_o)
/// plus q[t] * 2^-shift of the same channel when residual. Beyond the recording's ends q is 0. The sum is
/// exact; each operation after it rounds to a float once.
struct Layer {
  std::string name;
  std::size_t inputs = 0, outputs = 0;  // channels of a row; outputs of each position
  std::size_t kernel = 1, stride = 1, dilation = 1;
  std::size_t positions = 1, slide = 0, width = 0;  // width: channels that a position reads of a row
  int shift = 0;
  bool relu = false, residual = false;
  std::vector<std::int8_t> weight;  // outputs x (kernel * width), row-major
  std::vector<float> scale, bias;   // outputs

  /// Input rows before and after the middle one that an output looks at.
  std::size_t reach() const { return kernel / 2 * dilation; }
  /// Channels of a row of output: the outputs of the first position, then of the second.
  std::size_t channels() const { return positions * outputs; }
};

/// A layer as the kernel wants it, laid out once and shared by all that run it.
struct ConvolutionPlan {
  explicit ConvolutionPlan(const Layer& from);

  Layer layer;                       // without its weights
  std::vector<std::int16_t> weight;  // in panels (convolution_kernel.hpp)
  std::vector<float> gain, bias;     // in panels; gain: scale * 2^-shift
};

/// The whole network: normalise the bands, run the layers, read off `subframes` frames of logits a row.
struct Model::Network {
  std::vector<float> offset, scale;  // one a band
  std::vector<ConvolutionPlan> layers;
  std::size_t subframes = 1;  // frames a row of the last layer speaks for: the product of the strides
};

}  // namespace lull
