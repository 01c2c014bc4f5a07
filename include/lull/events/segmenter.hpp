#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "lull/core/units.hpp"
#include "lull/events/event.hpp"
#include "lull/events/session.hpp"
#include "lull/model/classifier.hpp"

namespace lull {

struct SegmenterOptions {
  OperatingPoint thresholds;  ///< the model's, at the chosen operating point
  Milliseconds join{100};     ///< runs of a voice less than this apart are one event (metrics.md, rule 1.2.2)
  /// Shorter events are dropped. What a measure asks of a cry unit or an answer (d_u, d_r) is asked later, of
  /// anybody's segments alike.
  Milliseconds shortest{100};
  std::int64_t peak_reach = 60;  ///< frames to either side of one in which `share_of_peak` looks for the peak
  /// An event whose median never reaches `sure` is dropped where no event of its voice that does is this
  /// near.
  Milliseconds near{5000};
};

/// Scores to events: median over 5 frames, hysteresis (metrics.md, section 1.1), a share of the peak near by,
/// joining, dropping what is too short, then what nothing near confirms. Memory: the frames of twice
/// `peak_reach`; an open event is a sum and a histogram; the events of the last `near` may wait for one that
/// confirms them.
class Segmenter {
 public:
  Segmenter(const SegmenterOptions& options, FrameGrid grid);
  Segmenter(Segmenter&&) noexcept;
  Segmenter& operator=(Segmenter&&) noexcept;
  ~Segmenter();
  /// Lifetime: until the next push. `when` of an event is [start of its first frame, start of the frame
  /// after). Those that waited come before the one that confirms them.
  EventBlock push(const ScoreBlock& in);

 private:
  struct State;
  std::unique_ptr<State> state_;
};
static_assert(Stage<Segmenter, ScoreBlock, EventBlock>);

}  // namespace lull
