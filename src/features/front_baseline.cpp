#include "features/acoustics_lanes.hpp"
#include "features/spectra_lanes.hpp"

namespace lull {

void spectra_baseline(const SpectraRun& run) { measure_spectra<4>(run); }
void acoustics_baseline(const AcousticsRun& run) { measure_acoustics<4>(run); }

}  // namespace lull
