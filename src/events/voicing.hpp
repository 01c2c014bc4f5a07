#pragma once
#include <memory>

#include "features/spectra.hpp"
#include "lull/model/classifier.hpp"

namespace lull {

/// Adds pitch and tilt to scores that come with levels only, in the groups of 16 frames in which an event may
/// sound; elsewhere both are 0, and nobody asks. An event sounds only where the median over five scores of
/// its voice reaches the voice's lower threshold, so a frame counts if any score within two frames of it
/// does: what the segmenter reads is the same as if all had been computed.
/// The columns that events do not need (centroid, flux, flatness) stay empty.
class Voicing {
 public:
  /// keep: where Frames left the spectra of the same recording; must outlive the stage.
  Voicing(const OperatingPoint& thresholds, Spectra& keep);
  Voicing(Voicing&&) noexcept;
  Voicing& operator=(Voicing&&) noexcept;
  ~Voicing();
  /// Lifetime: until the next push. Up to 17 frames are held back until their neighbours are there.
  ScoreBlock push(const ScoreBlock& in);

 private:
  struct State;
  std::unique_ptr<State> state_;
};
static_assert(Stage<Voicing, ScoreBlock, ScoreBlock>);

}  // namespace lull
