#include "model/convolution.hpp"

#include <Eigen/Core>
#include <algorithm>

namespace lull {
namespace {

constexpr std::size_t tile =
    64;  // rows of output; the widest layer's taps then stay in the second-level cache

using RowMajor = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

Eigen::Map<const RowMajor> as_matrix(const std::vector<float>& values, std::size_t rows) {
  return {values.data(), static_cast<Eigen::Index>(rows), static_cast<Eigen::Index>(values.size() / rows)};
}

}  // namespace

Convolution::Convolution(const Layer& layer)
    : layer_(&layer),
      pending_(layer.reach() * layer.inputs, 0.0f),
      taps_(tile * layer.kernel * layer.inputs) {}

/// `first_input_row`: the row of `pending_` that the first tap of the first output row reads. Rows past the
/// end of `pending_` are beyond the recording and read as 0; what they give is not handed out.
void Convolution::run_tile(std::size_t first_input_row, float* out) {
  const Layer& layer = *layer_;
  const std::size_t inputs = layer.inputs, width = layer.kernel * inputs;
  const std::size_t rows = pending_.size() / inputs;
  for (std::size_t t = 0; t < tile; ++t) {
    for (std::size_t k = 0; k < layer.kernel; ++k) {
      const std::size_t row = first_input_row + t * layer.stride + k * layer.dilation;
      float* to = taps_.data() + t * width + k * inputs;
      if (row < rows) {
        std::copy_n(pending_.data() + row * inputs, inputs, to);
      } else {
        std::fill_n(to, inputs, 0.0f);
      }
    }
  }
  Eigen::Map<RowMajor> result(out, static_cast<Eigen::Index>(tile), static_cast<Eigen::Index>(layer.outputs));
  result.noalias() = as_matrix(taps_, tile) * as_matrix(layer.weight, layer.outputs).transpose();
  for (std::size_t t = 0; t < tile; ++t) {
    float* row = out + t * layer.outputs;
    // The middle tap is the input of the same time.
    const float* middle = taps_.data() + t * width + layer.kernel / 2 * inputs;
    for (std::size_t i = 0; i < layer.outputs; ++i) {
      float value = row[i] + layer.bias[i];
      if (layer.relu) value = std::max(value, 0.0f);
      row[i] = layer.residual ? value + middle[i] : value;
    }
  }
}

MatrixView Convolution::push(const MatrixView& rows, bool last) {
  const Layer& layer = *layer_;
  pending_.insert(pending_.end(), rows.data, rows.data + rows.rows * rows.cols);
  seen_ += rows.rows;
  // Output t needs input rows up to t * stride + reach; a tile runs once its last row has all of them.
  const std::size_t total = (seen_ + layer.stride - 1) / layer.stride;
  const auto complete = [&](std::size_t end) { return (end - 1) * layer.stride + layer.reach() < seen_; };
  std::size_t end = made_;
  while (complete(end + tile)) end += tile;
  const std::size_t tiles = (end - made_) / tile + (last ? (total - end + tile - 1) / tile : 0);
  out_.resize(tiles * tile * layer.outputs);
  for (std::size_t i = 0; i < tiles; ++i) {
    run_tile(i * tile * layer.stride, out_.data() + i * tile * layer.outputs);
  }
  const std::size_t made = last ? total - made_ : end - made_;
  made_ += made;
  const std::size_t used = std::min(made * layer.stride * layer.inputs, pending_.size());
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(used));
  return {out_.data(), made, layer.outputs};
}

}  // namespace lull
