#include "model/convolution.hpp"

#include <algorithm>
#include <cmath>

namespace lull {
namespace {

/// Rows of output that all positions make before the next ones: their inputs stay in the nearest cache.
/// A multiple of what the kernels make at once.
constexpr std::size_t rows_at_once = 48;

std::size_t padded(std::size_t outputs) { return (outputs + panel - 1) / panel * panel; }

/// outputs x taps x width, row-major, to panels x (taps * pairs) x panel x 2, with zeros where nothing is.
std::vector<std::int16_t> in_panels(const Layer& layer) {
  const std::size_t pairs = (layer.width + 1) / 2, depth = layer.kernel * pairs;
  std::vector<std::int16_t> out(padded(layer.outputs) * depth * 2, 0);
  for (std::size_t at = 0; at < layer.weight.size(); ++at) {
    const std::size_t i = at % layer.width, tap = at / layer.width % layer.kernel;
    const std::size_t output = at / (layer.width * layer.kernel);
    const std::size_t lane = (output / panel * depth + tap * pairs + i / 2) * panel + output % panel;
    out[2 * lane + i % 2] = layer.weight[at];
  }
  return out;
}

}  // namespace

ConvolutionPlan::ConvolutionPlan(const Layer& from)
    : layer(from), weight(in_panels(from)), gain(from.scale), bias(from.bias) {
  for (float& each : gain) each *= std::ldexp(1.0f, -layer.shift);
  gain.resize(padded(layer.outputs), 0.0f);
  bias.resize(padded(layer.outputs), 0.0f);
  layer.weight = {};
  layer.scale = layer.bias = {};
}

Convolution::Convolution(const ConvolutionPlan& plan, ConvolutionKernel kernel)
    : plan_(&plan), kernel_(kernel), pending_(plan.layer.reach() * plan.layer.inputs + 1, std::int16_t{0}) {}

MatrixView Convolution::push(const MatrixView& rows, bool last) {
  const Layer& layer = plan_->layer;
  append(rows, last ? layer.reach() : 0);
  seen_ += rows.rows;
  // Output t needs the input rows up to t * stride + reach, and is held back until those that only it skips
  // over are there too, so that what is kept always begins where the next output reads.
  const std::size_t whole = seen_ - std::min(seen_, layer.reach());
  const std::size_t end = last ? (seen_ + layer.stride - 1) / layer.stride
                               : std::min((whole + layer.stride - 1) / layer.stride, seen_ / layer.stride);
  const std::size_t made = end - made_;
  out_.reserve(((rows.rows + layer.reach() + layer.stride) / layer.stride + 1) * layer.channels());
  out_.resize(made * layer.channels());
  convolve(made);
  made_ += made;
  const std::size_t used = std::min(made * layer.stride * layer.inputs, pending_.size() - 1);
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(used));
  return {out_.data(), made, layer.channels()};
}

/// Behind what is pending: the rows, quantised, then rows of zeros.
void Convolution::append(const MatrixView& rows, std::size_t zeros) {
  const Layer& layer = plan_->layer;
  const std::size_t before = pending_.size() - 1, count = rows.rows * rows.cols;
  // Once for blocks of one size: less than a stride and two reaches is ever left over.
  pending_.reserve((rows.rows + 3 * layer.reach() + layer.stride) * layer.inputs + 1);
  pending_.resize(before + count + zeros * layer.inputs + 1);
  kernel_.quantise(rows.data, count, std::ldexp(1.0f, layer.shift), pending_.data() + before);
  std::fill(pending_.begin() + static_cast<std::ptrdiff_t>(before + count), pending_.end(), std::int16_t{0});
}

/// The first `rows` rows of output from what is pending.
void Convolution::convolve(std::size_t rows) {
  const Layer& layer = plan_->layer;
  ConvolutionRun run{.row_step = layer.stride * layer.inputs,
                     .tap_step = layer.dilation * layer.inputs,
                     .taps = layer.kernel,
                     .pairs = (layer.width + 1) / 2,
                     .outputs = layer.outputs,
                     .weight = plan_->weight.data(),
                     .gain = plan_->gain.data(),
                     .bias = plan_->bias.data(),
                     .residual_gain = std::ldexp(1.0f, -layer.shift),
                     .relu = layer.relu,
                     .out_step = layer.channels()};
  for (std::size_t row = 0; row < rows; row += run.rows) {
    run.rows = std::min(rows_at_once, rows - row);
    for (std::size_t position = 0; position < layer.positions; ++position) {
      const std::size_t to = row * layer.channels() + position * layer.outputs;
      run.in = pending_.data() + row * run.row_step + position * layer.slide;
      // The middle tap is the input of the same time.
      if (layer.residual) run.residual = pending_.data() + layer.reach() * layer.inputs + to;
      run.out = out_.data() + to;
      kernel_.convolve(run);
    }
  }
}

}  // namespace lull
