#include "model/convolution_kernel.hpp"

namespace lull {

ConvolutionKernel convolution_kernel(InstructionSet set) {
#if defined(__x86_64__)
  if (set == InstructionSet::avx512) return convolve_avx512;
  if (set == InstructionSet::avx2) return convolve_avx2;
#endif
  (void)set;
  return convolve_baseline;
}

ConvolutionKernel best_convolution_kernel() {
  for (const auto set : {InstructionSet::avx512, InstructionSet::avx2}) {
    if (is_supported(set)) return convolution_kernel(set);
  }
  return convolve_baseline;
}

}  // namespace lull
