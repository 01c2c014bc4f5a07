#include "model/convolution_lanes.hpp"

namespace lull {

void quantise_baseline(const float* from, std::size_t count, float factor, std::int16_t* to) {
  quantise_lanes<4>(from, count, factor, to);
}

// Of sixteen registers twelve hold sums.
void convolve_baseline(const ConvolutionRun& run) {
  for (std::size_t first = 0; first < run.outputs; first += panel) convolve_columns<4, 4, 3>(run, first);
}

}  // namespace lull
