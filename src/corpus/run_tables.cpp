#include "corpus/run_tables.hpp"

#include <algorithm>
#include <sstream>
#include <utility>
#include <vector>

#include "corpus/clock_hours.hpp"
#include "lull/report/corpus_page.hpp"
#include "lull/report/table.hpp"
#include "lull/store/database.hpp"
#include "lull/store/metric_rows.hpp"

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

/// A recording's row as its file has it, but the path: that is where it was found this time.
RecordingRow row_in(const std::filesystem::path& folder, const std::string& path) {
  auto rows = read_csv<RecordingRow>(read_file(folder / "recording.csv"));
  if (rows.size() != 1) throw Error(Fault::input, folder.string(), "is not whole", "run again");
  rows[0].path = path;
  return std::move(rows[0]);
}

/// A table's lines without its header.
std::string_view lines_of(std::string_view table) {
  return table.substr(std::min(table.size(), table.find('\n') + 1));
}

}  // namespace

void write_tables(const AnalysisResult& result, const std::string& made, const ResultsDirectory& results) {
  std::ostringstream recordings;
  write_csv_header<RecordingRow>(recordings);
  AsideFile episodes = started_table<EpisodeRow>(results, "episodes.csv");
  AsideFile segments = started_table<SegmentRow>(results, "segments.csv");
  AsideFile measured(results, "metrics.csv");
  measured.append(metric_rows_header);
  AsideFile sqlite(results, "lull.sqlite");
  Database database(sqlite.path(), results.path() / "lull.sqlite", made);
  MetricsReader metrics;
  std::vector<ClockHourRow> hours;
  std::int64_t place = 0;  // of a recording in the table
  for (const RecordingResult& each : result.recordings) {
    if (!each.done) continue;
    const std::filesystem::path folder = results.session(each.row.recording);
    const bool ok = each.row.status == "ok";
    const RecordingRow row = ok ? row_in(folder, each.row.path) : each.row;
    write_csv_rows<RecordingRow>(recordings, {&row, 1});
    const std::int64_t at = place++;
    if (!ok) {
      database.add(row);
      continue;
    }
    if (row.start_time) add_clock_hours(folder / "timeline.json", at, hours);
    const std::string its_episodes = read_file(folder / "episodes.csv");
    const std::string its_segments = read_file(folder / "segments.csv");
    episodes.append(lines_of(its_episodes));
    segments.append(lines_of(its_segments));
    metrics.read(row.recording, read_file(folder / "metrics.json"));
    database.add(row, read_csv<EpisodeRow>(its_episodes), metrics);
    measured.append(metric_rows(row.recording, metrics));
    for_each_row<SegmentRow>(its_segments, [&](const SegmentRow& segment) { database.add(segment); });
  }
  database.finish();
  const std::string table = std::move(recordings).str();
  results.write("recordings.csv", table);
  for (AsideFile* file : {&episodes, &segments, &measured, &sqlite}) file->commit();
  results.write("corpus.html", corpus_page(table, hours, made));
}

}  // namespace lull
