// Compiled with AVX2; reached only where the processor has it.
#include "features/acoustics_lanes.hpp"
#include "features/spectra_lanes.hpp"

namespace lull {

void spectra_avx2(const SpectraRun& run) { measure_spectra<8>(run); }
void acoustics_avx2(const AcousticsRun& run) { measure_acoustics<8>(run); }

}  // namespace lull
