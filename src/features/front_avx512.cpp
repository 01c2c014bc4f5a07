// Compiled with AVX-512F; reached only where the processor has it.
#include "features/acoustics_lanes.hpp"
#include "features/spectra_lanes.hpp"

namespace lull {

void spectra_avx512(const SpectraRun& run) { measure_spectra<16>(run); }
void acoustics_avx512(const AcousticsRun& run) { measure_acoustics<16>(run); }

}  // namespace lull
