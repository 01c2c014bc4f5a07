#pragma once
#include <array>
#include <filesystem>
#include <memory>
#include <span>

#include "lull/report/rows.hpp"
#include "lull/response/episode_row.hpp"
#include "lull/store/metrics_reader.hpp"
#include "lull/store/results.hpp"

namespace lull {

/// The tables of a run as Parquet files in the making, with the columns of the CSV files: times are doubles
/// in seconds, what is absent is null. metrics.parquet has the value of a metric as a double (`value`) or as
/// text
/// (`word`). The bytes depend on what is added and in which order alone.
/// Memory: some 16 MiB a table, however many rows there are. Every failure to write is Error(Fault::output).
class ParquetTables {
 public:
  static constexpr std::array files{"recordings.parquet", "episodes.parquet", "segments.parquet",
                                    "metrics.parquet"};

  /// The directory must outlive it.
  explicit ParquetTables(const ResultsDirectory& results);
  ~ParquetTables();

  // As those of Database, and called as they are.
  void add(const RecordingRow& row);
  void add(const RecordingRow& row, std::span<const EpisodeRow> episodes, const MetricsReader& metrics);
  void add(const SegmentRow& segment);

  /// After the last row: all is written, aside.
  void finish();
  /// All four are in place, whole, when it returns.
  void commit();

  /// Whether a file of that name is there and of lull, which may remove or replace it.
  static bool wrote(const std::filesystem::path& file);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lull
