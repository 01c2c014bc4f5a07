#include "model/convolution_kernel.hpp"

#include <initializer_list>

namespace lull {

ConvolutionKernel convolution_kernel(InstructionSet set) {
#if defined(__x86_64__)
  if (set == InstructionSet::avx512) return {quantise_avx512, convolve_avx512};
  if (set == InstructionSet::avx2) return {quantise_avx2, convolve_avx2};
#endif
  (void)set;
  return {quantise_baseline, convolve_baseline};
}

ConvolutionKernel best_convolution_kernel() {
  for (const auto set : {InstructionSet::avx512, InstructionSet::avx2}) {
    if (is_supported(set)) return convolution_kernel(set);
  }
  return convolution_kernel(InstructionSet::baseline);
}

}  // namespace lull
