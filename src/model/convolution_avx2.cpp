// Compiled with AVX2; reached only where the processor has it.
#include "model/convolution_lanes.hpp"

namespace lull {

void quantise_avx2(const float* from, std::size_t count, float factor, std::int16_t* to) {
  quantise_lanes<8>(from, count, factor, to);
}

// Of sixteen registers twelve hold sums.
void convolve_avx2(const ConvolutionRun& run) {
  for (std::size_t first = 0; first < run.outputs; first += panel) convolve_columns<8, 2, 6>(run, first);
}

}  // namespace lull
