#pragma once
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
  Milliseconds shortest_cry{300};    ///< shorter cry events are dropped (d_u)
  Milliseconds shortest_other{200};  ///< shorter events of the other voices are dropped (d_r)
  /// An event whose median never reaches `sure` is dropped where no event of its voice that does is this
  /// near.
  Milliseconds near{5000};
};

/// Scores to events: median over 5 frames, then hysteresis, then joining and dropping (metrics.md,
/// section 1.1), then dropping what nothing near confirms. Memory: an open event is a sum and a histogram;
/// the events of the last `near` may wait for one that confirms them.
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
