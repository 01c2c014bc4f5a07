#pragma once
#include <atomic>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lull/corpus/find.hpp"
#include "lull/corpus/shards.hpp"
#include "lull/model/model.hpp"
#include "lull/pipeline/options.hpp"
#include "lull/report/rows.hpp"
#include "lull/response/episode_row.hpp"
#include "lull/store/results.hpp"

namespace lull {

/// A format that segments can be written in beside segments.rttm, and the name of the file in the recording's
/// folder.
struct ExportFormat {
  std::string_view name;  ///< one of annotation_formats()
  std::string_view file;
};

/// audacity: labels.txt; textgrid: segments.TextGrid; eaf: segments.eaf.
std::span<const ExportFormat> export_formats();

struct AnalysisOptions {
  PipelineOptions pipeline;
  std::vector<ExportFormat> exports;
  bool parquet = false;  ///< the tables of the run as Parquet too
  unsigned jobs = 1;
  bool stop_on_error = false;     ///< start no further recording once one failed
  bool force = false;             ///< redo what is there, whatever made it
  std::optional<ShardPlan> plan;  ///< where the recordings are those of one shard: see take_shard()
};

/// What became of one recording.
struct RecordingResult {
  bool done = false;  ///< false: never started, the run was stopped before
  bool kept = false;  ///< results of an earlier run were still true
  RecordingRow row;
  std::vector<EpisodeRow> episodes;
  std::vector<Warning> warnings;  ///< empty where results were kept
};

struct AnalysisResult {
  std::vector<RecordingResult> recordings;  ///< in the order asked
  std::size_t failed = 0, kept = 0, not_started = 0;
  std::vector<std::string> notes;  ///< what was given and not used, in words
};

/// Analyses recordings into a results directory: each one's folder as soon as it is done, the tables and
/// run.json at the end. What the directory holds from the same input, settings, model and version is kept.
/// `on_done` is called as each recording ends, one call at a time, in no fixed order. `stop` ends the run
/// early: what is in hand is finished, the tables hold what is there. Throws Error(Fault::usage) when the
/// directory holds a run of other settings and `force` is not set, and Error(Fault::output) when nothing more
/// can be written; what is complete stays.
AnalysisResult analyze_recordings(std::span<const FoundRecording> recordings, const Model& model,
                                  const AnalysisOptions& options, const ResultsDirectory& results,
                                  std::atomic<bool>& stop,
                                  const std::function<void(const RecordingResult&)>& on_done);

}  // namespace lull
