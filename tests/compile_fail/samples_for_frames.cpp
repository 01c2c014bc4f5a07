#include "lull/core/units.hpp"

// A position in samples is not a position in frames.
lull::Milliseconds start(const lull::FrameGrid& grid) {
#ifdef LULL_MISTAKE
  const lull::SampleIndex at{3};
#else
  const lull::FrameIndex at{3};
#endif
  return grid.start_of(at);
}
