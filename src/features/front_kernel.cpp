#include "features/front_kernel.hpp"

#include <algorithm>

namespace lull {

std::size_t FrontTables::work() const {
  const std::size_t transform = 2 * fft.points * lanes;
  return transform + std::max(hop * row(), std::max(bands, lag_count) * lanes);
}

FrontKernel front_kernel(InstructionSet set) {
#if defined(__x86_64__)
  if (set == InstructionSet::avx512) return {spectra_avx512, acoustics_avx512};
  if (set == InstructionSet::avx2) return {spectra_avx2, acoustics_avx2};
#endif
  (void)set;
  return {spectra_baseline, acoustics_baseline};
}

FrontKernel best_front_kernel() {
  for (const auto set : {InstructionSet::avx512, InstructionSet::avx2}) {
    if (is_supported(set)) return front_kernel(set);
  }
  return front_kernel(InstructionSet::baseline);
}

}  // namespace lull
