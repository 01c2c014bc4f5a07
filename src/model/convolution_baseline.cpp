#include "model/convolution_lanes.hpp"

namespace lull {

// Of sixteen registers twelve hold sums.
void convolve_baseline(const ConvolutionRun& run) {
  for (std::size_t first = 0; first < run.outputs; first += panel) convolve_columns<4, 4, 3>(run, first);
}

}  // namespace lull
