#include "model/convolution.hpp"

#include <algorithm>
#include <utility>

namespace lull {
namespace {

/// rows x depth, row-major, to panels x depth x panel, with zeros where no row is.
std::vector<float> in_panels(const std::vector<float>& values, std::size_t rows) {
  const std::size_t depth = values.size() / rows;
  std::vector<float> out((rows + panel - 1) / panel * panel * depth, 0.0f);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t i = 0; i < depth; ++i) {
      out[row / panel * panel * depth + i * panel + row % panel] = values[row * depth + i];
    }
  }
  return out;
}

}  // namespace

ConvolutionPlan::ConvolutionPlan(Layer layer) : layer_(std::move(layer)) {
  layer_.weight = in_panels(layer_.weight, layer_.outputs);
  layer_.bias = in_panels(layer_.bias, layer_.outputs);
}

Convolution::Convolution(const ConvolutionPlan& plan, ConvolutionKernel kernel)
    : layer_(&plan.layer()), kernel_(kernel), pending_(layer_->reach() * layer_->inputs, 0.0f) {}

MatrixView Convolution::push(const MatrixView& rows, bool last) {
  const Layer& layer = *layer_;
  const std::size_t beyond = last ? layer.reach() * layer.inputs : 0;
  // Once for blocks of one size: less than a stride and two reaches is ever left over.
  pending_.reserve((rows.rows + 3 * layer.reach() + layer.stride) * layer.inputs);
  pending_.insert(pending_.end(), rows.data, rows.data + rows.rows * rows.cols);
  pending_.resize(pending_.size() + beyond, 0.0f);
  seen_ += rows.rows;
  // Output t needs the input rows up to t * stride + reach, and is held back until those that only it skips
  // over are there too, so that what is kept always begins where the next output reads.
  const std::size_t whole = seen_ - std::min(seen_, layer.reach());
  const std::size_t end = last ? (seen_ + layer.stride - 1) / layer.stride
                               : std::min((whole + layer.stride - 1) / layer.stride, seen_ / layer.stride);
  const std::size_t made = end - made_;
  out_.reserve((rows.rows + layer.reach() + layer.stride) / layer.stride * layer.outputs + layer.outputs);
  out_.resize(made * layer.outputs);
  // The middle tap is the input of the same time.
  const float* middle = pending_.data() + layer.kernel / 2 * layer.dilation * layer.inputs;
  kernel_({.in = pending_.data(),
           .row_step = layer.stride * layer.inputs,
           .tap_step = layer.dilation * layer.inputs,
           .taps = layer.kernel,
           .inputs = layer.inputs,
           .outputs = layer.outputs,
           .rows = made,
           .weight = layer.weight.data(),
           .bias = layer.bias.data(),
           .residual = layer.residual ? middle : nullptr,
           .relu = layer.relu,
           .out = out_.data()});
  made_ += made;
  const std::size_t used = std::min(made * layer.stride * layer.inputs, pending_.size());
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(used));
  return {out_.data(), made, layer.outputs};
}

}  // namespace lull
