#pragma once
#include <cstddef>
#include <vector>

#include "core/unset_floats.hpp"
#include "lull/core/stage.hpp"
#include "model/convolution_kernel.hpp"
#include "model/network.hpp"

namespace lull {

/// One layer running over a recording that arrives in pieces: each piece is one matrix product straight from
/// the rows of the input, which overlap. Every output sums in the same order, so the cuts do not matter.
class Convolution {
 public:
  /// `plan` must outlive it. kernel: of an instruction set that this processor has.
  explicit Convolution(const ConvolutionPlan& plan, ConvolutionKernel kernel = best_convolution_kernel());

  /// rows: rows x inputs. Returns rows x outputs, valid until the next push; `last` flushes.
  MatrixView push(const MatrixView& rows, bool last);

 private:
  const ConvolutionPlan* plan_;
  ConvolutionKernel kernel_;
  std::vector<float> pending_;  // input rows that the next outputs look at, zeros beyond the recording
  UnsetFloats out_;
  std::size_t seen_ = 0;  // input rows so far
  std::size_t made_ = 0;  // output rows so far
};

}  // namespace lull
