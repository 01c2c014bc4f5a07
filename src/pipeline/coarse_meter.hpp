#pragma once
#include <vector>

#include "lull/events/session.hpp"
#include "lull/features/frames.hpp"

namespace lull {

/// Between which frequencies the bands of the coarse spectrum lie, in hertz: neighbours among the mel bands.
std::array<double, CoarseSpectrum::bands + 1> coarse_edges(const FrameOptions& options);

/// Averages mel bands to the coarse spectrum that reports draw: neighbours among the bands, and the frames
/// that start within a second. A second's numbers depend on its own frames alone, whoever hears them and
/// whatever else. Cost: one addition a band and frame.
class CoarseMeter {
 public:
  /// Seconds that follow each other, the first of them by its place in the recording.
  struct Seconds {
    std::size_t first = 0;
    std::vector<CoarseSpectrum::Second> seconds;
  };

  /// from: the first frame, of the recording, that will come; a second that began before it is left out.
  CoarseMeter(FrameGrid grid, const FrameOptions& options, FrameIndex from = {});
  /// Blocks that follow each other and count from `from`; a started last second ends with the last of them.
  void add(const FeatureBlock& features);
  /// The seconds that ended since the last call.
  Seconds take();

 private:
  void close_second();

  FrameGrid grid_;
  FrameIndex from_;
  std::size_t second_ = 0;  // that the sums are of
  Seconds ended_;
  std::vector<float> sums_;  // of the second's frames, dB, one a mel band
  int frames_ = 0;
};

}  // namespace lull
