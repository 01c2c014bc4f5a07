#pragma once
#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "lull/report/rows.hpp"
#include "lull/response/episode_row.hpp"
#include "lull/store/metrics_reader.hpp"

namespace lull {

/// lull.sqlite in the making: the tables of a run and the metrics of each recording (docs/database.md).
/// The bytes depend on what is added, in which order, and the version of SQLite alone.
/// Every failure to write is Error(Fault::output).
class Database {
 public:
  /// Creates `file`; errors name `told`, which it will be. `made` is the fingerprint of the run.
  Database(const std::filesystem::path& file, const std::filesystem::path& told, const std::string& made);
  ~Database();

  /// A recording that failed has a row and nothing else.
  void add(const RecordingRow& row);

  /// One with results, whose metrics were just read. The same reader has to tell of all recordings.
  void add(const RecordingRow& row, std::span<const EpisodeRow> episodes, const MetricsReader& metrics);

  /// A segment of the recording that was added last.
  void add(const SegmentRow& segment);

  /// Completes the file; sync and rename are the caller's.
  void finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lull
