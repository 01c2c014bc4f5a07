#include "corpus/run_files.hpp"

#include <sstream>
#include <system_error>

#include "corpus/recording_files.hpp"
#include "lull/report/corpus_page.hpp"
#include "lull/report/table.hpp"

namespace lull {

RunFiles::RunFiles(const ResultsDirectory& results, const Provenance& provenance, std::size_t recordings,
                   bool force)
    : results_(results), fingerprint_(lull::fingerprint(provenance)) {
  record_.status = "running";
  record_.provenance = provenance;
  record_.started = utc_now();
  record_.recordings = static_cast<std::int64_t>(recordings);
  if (!force) refuse_what_is_there();
  results_.write("run.json", run_json(record_));
}

void RunFiles::refuse_what_is_there() const {
  const std::string there = made_by(read_file(results_.path() / "run.json")).fingerprint;
  if (there == fingerprint_) return;
  if (!there.empty()) {
    throw Error(Fault::usage, results_.path().string(),
                "holds a run made otherwise: " + difference(there, fingerprint_),
                "choose another folder, or give --force to do it all again");
  }
  std::error_code failed;
  for (const char* name : {"run.json", "recordings.csv", "episodes.csv", "segments.csv", "corpus.html"}) {
    if (!std::filesystem::exists(results_.path() / name, failed)) continue;
    throw Error(Fault::usage, results_.path().string(),
                "holds a " + std::string(name) + " that is not of this program, and it would be replaced",
                "choose another folder, or give --force to replace it");
  }
}

void RunFiles::finish(AnalysisResult& result) {
  std::vector<RecordingRow> rows;
  for (const RecordingResult& each : result.recordings) {
    result.not_started += !each.done;
    result.kept += each.kept;
    if (!each.done) continue;
    rows.push_back(each.row);
    if (each.row.status == "ok") continue;
    ++result.failed;
    record_.failures.push_back({each.row.recording, each.row.path, each.row.error});
  }
  std::ostringstream table;
  write_csv<RecordingRow>(table, rows);
  results_.write("recordings.csv", table.str());
  results_.write("corpus.html", corpus_page(table.str(), fingerprint_));
  results_.write("episodes.csv", joined_table(result, results_, "episodes.csv"));
  results_.write("segments.csv", joined_table(result, results_, "segments.csv"));

  record_.recordings = static_cast<std::int64_t>(result.recordings.size());
  record_.failed = static_cast<std::int64_t>(result.failed);
  record_.not_started = static_cast<std::int64_t>(result.not_started);
  record_.ok = record_.recordings - record_.failed - record_.not_started;
  record_.status = result.not_started > 0 ? "interrupted" : "complete";
  record_.ended = utc_now();
  results_.write("run.json", run_json(record_));
}

}  // namespace lull
