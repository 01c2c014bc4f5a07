#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "lull/audio/reader.hpp"
#include "lull/core/interval.hpp"
#include "lull/features/feature_rows.hpp"

namespace lull {

struct ExtractionOptions {
  FrameOptions frames;
  MelDefinition mel = MelDefinition::own;
  ReaderOptions reader;
};

/// One recording to its frames' features (docs/features.md). Const and shared by threads.
class FeatureExtractor {
 public:
  /// Throws Error(Fault::usage) for options that do not fit each other.
  explicit FeatureExtractor(const ExtractionOptions& options);
  ~FeatureExtractor();
  FeatureExtractor(const FeatureExtractor&) = delete;
  FeatureExtractor& operator=(const FeatureExtractor&) = delete;

  const std::vector<FeatureColumn>& columns() const;
  std::size_t width() const;  ///< values of a frame: all columns' widths
  FrameGrid grid() const;

  /// Reads the recording to its end and hands over the rows of its frames in order, some at a time.
  /// Throws Error(Fault::input) as AudioReader::read does, and what `sink` throws.
  /// Memory: under 4 MiB, however long the recording is.
  void extract(AudioReader& reader, const std::function<void(const FeatureRows&)>& sink) const;

 private:
  struct State;
  std::unique_ptr<const State> state_;
};

/// The middle of a frame, in seconds.
double middle_of(const FrameGrid& grid, FrameIndex at);

/// What is said of a value over a segment: mean, sd, p5, p25, p50, p75, p95, slope (a second).
std::span<const std::string_view> functional_names();

/// What the features do over each of a recording's segments: functional_names() of each value of a row, over
/// the frames whose middle lies in the segment.
class SegmentFunctionals {
 public:
  /// segments: by onset. width: values of a frame.
  SegmentFunctionals(const FrameGrid& grid, std::size_t width, std::vector<TimeSpan> segments);

  /// What is said of one segment. values: the functionals of the first value, then of the next; NaN where
  /// there is none. Lifetime: of the call.
  struct Row {
    std::size_t segment = 0;  ///< its place in `segments`
    std::int64_t frames = 0;  ///< of it that the recording has
    std::span<const float> values;
  };
  using Sink = std::function<void(const Row&)>;

  /// Takes the next frames; segments that are complete are handed over, in order. The last block ends all.
  /// Memory: the frames from the first open segment's onset on, 4 bytes a value.
  void add(const FeatureRows& rows, const Sink& sink);

 private:
  std::int64_t first_frame_from(Milliseconds at) const;
  void close(std::int64_t end, bool last, const Sink& sink);

  FrameGrid grid_;
  std::size_t width_;
  std::vector<TimeSpan> segments_;
  std::size_t next_ = 0;     // of the segments
  std::int64_t first_ = 0;   // frame of the first row that is kept
  std::vector<float> kept_;  // rows
  std::vector<float> column_, sorted_, values_;
};

}  // namespace lull
