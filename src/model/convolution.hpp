#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/unset_floats.hpp"
#include "lull/core/stage.hpp"
#include "model/convolution_kernel.hpp"
#include "model/network.hpp"

namespace lull {

/// One layer running over a recording that arrives in pieces: each piece is one matrix product a position,
/// straight from the rows of the input, which overlap. The products are exact, so the cuts do not matter.
class Convolution {
 public:
  /// `plan` must outlive it. kernel: of an instruction set that this processor has.
  explicit Convolution(const ConvolutionPlan& plan, ConvolutionKernel kernel = best_convolution_kernel());

  /// rows: rows x inputs. Returns rows x channels, valid until the next push; `last` flushes.
  MatrixView push(const MatrixView& rows, bool last);

 private:
  void append(const MatrixView& rows, std::size_t zeros);
  void convolve(std::size_t rows);

  const ConvolutionPlan* plan_;
  ConvolutionKernel kernel_;
  // Quantised input rows that the next outputs look at, zeros beyond the recording; one value more at the
  // end, because inputs are read in pairs.
  std::vector<std::int16_t, UnsetAllocator<std::int16_t>> pending_;
  UnsetFloats out_;
  std::size_t seen_ = 0;  // input rows so far
  std::size_t made_ = 0;  // output rows so far
};

}  // namespace lull
