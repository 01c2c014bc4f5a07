#include "lull/features/frames.hpp"

// A stage takes the blocks of the stage before it and no others.
std::size_t bands_of(const lull::FeatureBlock& block) { return block.data.bands.cols; }

std::size_t bands_after(lull::Frames& frames, const lull::SampleBlock& block) {
#ifdef LULL_MISTAKE
  (void)frames;
  return bands_of(block);
#else
  return bands_of(frames.push(block));
#endif
}
