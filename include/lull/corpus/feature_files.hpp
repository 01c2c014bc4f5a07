#pragma once
#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lull/core/warning.hpp"
#include "lull/corpus/find.hpp"
#include "lull/events/session.hpp"
#include "lull/labels/annotations.hpp"
#include "lull/pipeline/feature_extractor.hpp"
#include "lull/store/table_file.hpp"

namespace lull {

/// Segments of recordings, to be found by the id of each.
class SegmentSource {
 public:
  /// Reads an annotation file as `reading` says, or a folder of them or a results directory as
  /// load_annotations() does. Throws Error(Fault::input) if there is none, and Error(Fault::usage) for a
  /// folder with a format, labels or tiers to read.
  SegmentSource(const std::filesystem::path& path, const AnnotationOptions& reading);

  const std::vector<Error>& faults() const { return faults_; }
  std::size_t size() const { return sessions_.size(); }  ///< recordings
  /// The session of that id, else the only one of the same last part of the id; null if there is none.
  const Session* of(const std::string& recording) const;
  /// The only one there is, whatever it is called; null if there are more or none.
  const Session* only() const { return sessions_.size() == 1 ? &sessions_[0] : nullptr; }

 private:
  std::vector<Session> sessions_;
  std::vector<Error> faults_;
};

struct FeatureFilesOptions {
  ExtractionOptions extraction;
  TableFormat format = TableFormat::csv;
  std::filesystem::path output;  ///< a folder; with `to_file` a file, for one recording alone
  bool to_file = false;
  bool frames = true;                       ///< write the features of each frame
  const SegmentSource* segments = nullptr;  ///< write what they do over each segment; null: do not
  unsigned jobs = 1;
  bool stop_on_error = false;
};

/// What became of one recording.
struct FeatureFilesResult {
  bool done = false;    ///< false: never started, the run was stopped before
  std::string problem;  ///< empty if all went well
  std::vector<std::string> warnings;
  std::optional<Milliseconds> length;
};

/// Writes ID.frames.FORMAT and, with segments, ID.segments.FORMAT of each recording into the folder, each
/// whole or not at all (docs/features.md); what was there under these names is replaced. `on_done` is called
/// as each recording ends, one call at a time, in no fixed order. `stop` ends the run early. Throws
/// Error(Fault::output) when nothing more can be written, Error(Fault::usage) for options that do not fit
/// each other. Memory: 4 MiB a job, and the frames of the segments that are open at a time.
std::vector<FeatureFilesResult> write_feature_files(
    std::span<const FoundRecording> recordings, const FeatureFilesOptions& options, std::atomic<bool>& stop,
    const std::function<void(std::size_t, const FeatureFilesResult&)>& on_done);

}  // namespace lull
