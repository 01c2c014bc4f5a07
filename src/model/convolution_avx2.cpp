// Compiled with AVX2; reached only where the processor has it.
#include "model/convolution_lanes.hpp"

namespace lull {

// Of sixteen registers twelve hold sums.
void convolve_avx2(const ConvolutionRun& run) {
  for (std::size_t first = 0; first < run.outputs; first += panel) convolve_columns<8, 2, 6>(run, first);
}

}  // namespace lull
