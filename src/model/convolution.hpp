#pragma once
#include <cstddef>
#include <vector>

#include "lull/core/stage.hpp"
#include "model/network.hpp"

namespace lull {

/// One layer running over a recording that arrives in pieces.
/// Works in tiles of a fixed number of output rows on an absolute grid, each one matrix product: a row's sums
/// are then added in the same order however the input is cut, which the product of a ragged block does not
/// promise.
class Convolution {
 public:
  /// `layer` must outlive it.
  explicit Convolution(const Layer& layer);

  /// rows: rows x inputs. Returns rows x outputs, valid until the next push; `last` flushes.
  MatrixView push(const MatrixView& rows, bool last);

 private:
  void run_tile(std::size_t first_input_row, float* out);

  const Layer* layer_;
  std::vector<float> pending_;  // input rows that the next outputs look at, zeros before the recording
  std::vector<float> taps_;     // one tile of inputs laid out for the product: tile x (kernel * inputs)
  std::vector<float> out_;
  std::size_t seen_ = 0;  // input rows so far
  std::size_t made_ = 0;  // output rows so far
};

}  // namespace lull
