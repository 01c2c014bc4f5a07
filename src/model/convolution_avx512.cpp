// Compiled with AVX-512; reached only where the processor has it.
#include "model/convolution_lanes.hpp"

namespace lull {

void quantise_avx512(const float* from, std::size_t count, float factor, std::int16_t* to) {
  quantise_lanes<16>(from, count, factor, to);
}

// Of thirty-two registers twenty-four hold sums: up to four panels at once.
void convolve_avx512(const ConvolutionRun& run) {
  const std::size_t panels = (run.outputs + panel - 1) / panel;
  for (std::size_t at = 0; at < panels;) {
    const std::size_t first = at * panel;
    switch (panels - at) {
      case 1:
        convolve_columns<16, 1, 12>(run, first);
        at += 1;
        break;
      case 2:
        convolve_columns<16, 2, 12>(run, first);
        at += 2;
        break;
      case 3:
        convolve_columns<16, 3, 8>(run, first);
        at += 3;
        break;
      default:
        convolve_columns<16, 4, 6>(run, first);
        at += 4;
    }
  }
}

}  // namespace lull
