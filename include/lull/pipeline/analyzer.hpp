#pragma once
#include "lull/audio/reader.hpp"
#include "lull/events/session.hpp"
#include "lull/features/frames.hpp"
#include "lull/model/model.hpp"
#include "lull/pipeline/hands.hpp"
#include "lull/pipeline/options.hpp"

namespace lull {

/// One recording to one Session. Const and shared by threads.
class Analyzer {
 public:
  /// `model` must outlive the analyzer. Throws Error(Fault::usage) for options that cannot be.
  Analyzer(const Model& model, const PipelineOptions& options);

  /// Reads the recording to its end. Throws Error(Fault::input) as AudioReader::read does. With `hands`, idle
  /// threads may help; the session is the same. `recording.id` and `sha256` are what the reader knows: empty.
  /// Memory: under 4 MiB of blocks, 7 MiB more for each thread where several work, and the session.
  Session analyze(AudioReader& reader, Hands* hands = nullptr) const;

  /// Threads that one recording keeps busy, at most: more would wait for the one that reads.
  static constexpr unsigned most_threads = 4;

  const PipelineOptions& options() const { return options_; }

 private:
  const Model& model_;
  PipelineOptions options_;
  FramePlan frames_;
};

}  // namespace lull
