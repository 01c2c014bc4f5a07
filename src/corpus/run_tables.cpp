#include "corpus/run_tables.hpp"

#include <algorithm>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

#include "corpus/clock_hours.hpp"
#include "lull/report/corpus_page.hpp"
#include "lull/report/table.hpp"
#include "lull/store/database.hpp"
#include "lull/store/metric_rows.hpp"
#include "lull/store/parquet_tables.hpp"

namespace lull {
namespace {

template <Described Row>
AsideFile started_table(const ResultsDirectory& results, const std::string& name) {
  AsideFile file(results, name);
  std::ostringstream header;
  write_csv_header<Row>(header);
  file.append(header.str());
  return file;
}

/// A table's lines without its header.
std::string_view lines_of(std::string_view table) {
  return table.substr(std::min(table.size(), table.find('\n') + 1));
}

}  // namespace

void write_tables(const AnalysisResult& result, const std::string& made, const ResultsDirectory& results,
                  bool parquet) {
  std::ostringstream recordings;
  write_csv_header<RecordingRow>(recordings);
  AsideFile episodes = started_table<EpisodeRow>(results, "episodes.csv");
  AsideFile segments = started_table<SegmentRow>(results, "segments.csv");
  AsideFile measured(results, "metrics.csv");
  measured.append(metric_rows_header);
  AsideFile sqlite(results, "lull.sqlite");
  Database database(sqlite.path(), results.path() / "lull.sqlite", made);
  std::optional<ParquetTables> columns;
  if (parquet) columns.emplace(results);
  MetricsReader metrics;
  std::vector<ClockHourRow> hours;
  std::int64_t place = 0;  // of a recording in the table
  for (const RecordingResult& each : result.recordings) {
    if (!each.done) continue;
    const std::filesystem::path folder = results.session(each.row.recording);
    const bool ok = each.row.status == "ok";
    // As its file has it: the same whether it was made now or kept. But the path is where it was found this
    // time.
    RecordingRow row = ok ? as_written(each.row) : each.row;
    row.path = each.row.path;
    write_csv_rows<RecordingRow>(recordings, {&row, 1});
    const std::int64_t at = place++;
    if (!ok) {
      database.add(row);
      if (columns) columns->add(row);
      continue;
    }
    if (row.start_time) add_clock_hours(folder / "timeline.json", at, hours);
    std::vector<EpisodeRow> its_episodes;
    for (const EpisodeRow& episode : each.episodes) its_episodes.push_back(as_written(episode));
    std::ostringstream episode_lines;
    write_csv_rows<EpisodeRow>(episode_lines, its_episodes);
    episodes.append(episode_lines.str());
    const std::string its_segments = read_file(folder / "segments.csv");
    segments.append(lines_of(its_segments));
    metrics.read(row.recording, read_file(folder / "metrics.json"));
    database.add(row, its_episodes, metrics);
    if (columns) columns->add(row, its_episodes, metrics);
    measured.append(metric_rows(row.recording, metrics));
    for_each_row<SegmentRow>(its_segments, [&](const SegmentRow& segment) {
      database.add(segment);
      if (columns) columns->add(segment);
    });
  }
  database.finish();
  if (columns) columns->finish();
  const std::string table = std::move(recordings).str();
  // First: what an earlier run left must not lie beside the tables of this one, whenever that ends.
  for (const char* file : ParquetTables::files) {
    if (ParquetTables::wrote(results.path() / file)) results.remove(file);
  }
  results.write("recordings.csv", table);
  for (AsideFile* file : {&episodes, &segments, &measured, &sqlite}) file->commit();
  if (columns) columns->commit();
  results.write("corpus.html", corpus_page(table, hours, made));
}

}  // namespace lull
