#include "lull/corpus/analysis.hpp"

#include <algorithm>
#include <exception>
#include <mutex>
#include <numeric>
#include <optional>
#include <sstream>
#include <system_error>

#include "lull/audio/reader.hpp"
#include "lull/core/sha256.hpp"
#include "lull/core/version.hpp"
#include "lull/corpus/batch.hpp"
#include "lull/labels/rttm.hpp"
#include "lull/labels/uem.hpp"
#include "lull/pipeline/analyzer.hpp"
#include "lull/report/metrics_json.hpp"
#include "lull/report/table.hpp"
#include "lull/store/run_record.hpp"

namespace lull {
namespace {

namespace fs = std::filesystem;

template <Described Row>
std::string csv(std::span<const Row> rows) {
  std::ostringstream out;
  write_csv(out, rows);
  return out.str();
}

template <class Write>
std::string text(const Write& write, const Session& session) {
  std::ostringstream out;
  write(out, session);
  return out.str();
}

/// Size and time of change: whether somebody wrote to a file while it was read.
struct Stamp {
  std::uintmax_t size = 0;
  fs::file_time_type changed;
  auto operator<=>(const Stamp&) const = default;
};
Stamp stamp_of(const fs::path& path) {
  std::error_code ignored;
  return {fs::file_size(path, ignored), fs::last_write_time(path, ignored)};
}

/// Shared by the workers of one run; const but for what `finish` guards.
class Run {
 public:
  Run(const Model& model, const AnalysisOptions& options, const ResultsDirectory& results)
      : options_(options),
        results_(results),
        analyzer_(model, options.pipeline),
        provenance_{std::string(version()),
                    std::string(model.id()),
                    std::string(model.sha256()),
                    options.pipeline.metrics,
                    {{"operating_point", options.pipeline.operating_point},
                     {"channel", std::int64_t{options.pipeline.reader.channel.value_or(0)}}}},
        fingerprint_(fingerprint(provenance_)) {}

  const Provenance& provenance() const { return provenance_; }
  void refuse_other_settings() const;
  RecordingResult process(const FoundRecording& found) const;

 private:
  std::optional<RecordingResult> kept(const FoundRecording& found, const std::string& sha256) const;
  RecordingResult analyzed(const FoundRecording& found) const;

  const AnalysisOptions& options_;
  const ResultsDirectory& results_;
  Analyzer analyzer_;
  Provenance provenance_;
  std::string fingerprint_;
};

void Run::refuse_other_settings() const {
  const std::string there = made_by(read_file(results_.path() / "run.json")).fingerprint;
  if (there.empty() || there == fingerprint_ || options_.force) return;
  throw Error(Fault::usage, results_.path().string(),
              "holds a run made otherwise: " + difference(there, fingerprint_),
              "choose another folder, or give --force to do it all again");
}

/// The results of an earlier run, if the same input, settings, model and version made them.
std::optional<RecordingResult> Run::kept(const FoundRecording& found, const std::string& sha256) const {
  const fs::path folder = results_.session(found.id);
  const Made made = made_by(read_file(folder / "metrics.json"));
  if (options_.force || made.fingerprint != fingerprint_ || made.sha256 != sha256) return std::nullopt;
  auto rows = read_csv<RecordingRow>(read_file(folder / "recording.csv"));
  if (rows.size() != 1) return std::nullopt;
  RecordingResult result{.done = true, .kept = true, .row = rows[0], .episodes = {}, .warnings = {}};
  result.row.path = found.path.string();
  result.episodes = read_csv<EpisodeRow>(read_file(folder / "episodes.csv"));
  return result;
}

RecordingResult Run::analyzed(const FoundRecording& found) const {
  const Stamp before = stamp_of(found.path);
  AudioReader reader(found.path, options_.pipeline.reader);
  const std::string sha256 = sha256_of_file(found.path);
  if (auto earlier = kept(found, sha256)) return *earlier;
  Session session = analyzer_.analyze(reader);
  if (stamp_of(found.path) != before) {
    throw Error(Fault::input, found.path.string(), "changed while it was read", "analyse it again once it is complete");
  }
  session.recording.id = found.id;
  session.recording.sha256 = sha256;
  SessionMetrics metrics = measure(session, options_.pipeline.metrics);
  RecordingResult result{.done = true,
                         .kept = false,
                         .row = recording_row(session, metrics),
                         .episodes = std::move(metrics.episodes),
                         .warnings = session.warnings};
  const auto segments = segment_rows(session);
  results_.write_session(
      found.id, {{"segments.rttm", text([](auto& out, const Session& s) { write_rttm(out, s); }, session)},
                 {"segments.uem", text([](auto& out, const Session& s) { write_uem(out, s); }, session)},
                 {"segments.csv", csv<SegmentRow>(segments)},
                 {"episodes.csv", csv<EpisodeRow>(result.episodes)},
                 {"recording.csv", csv<RecordingRow>({&result.row, 1})},
                 {"metrics.json", metrics_json(session, metrics, provenance_)}});
  return result;
}

/// One recording, whatever comes: a failure that is its own becomes a row; one of the output ends the run.
RecordingResult Run::process(const FoundRecording& found) const {
  std::string problem;
  try {
    return analyzed(found);
  } catch (const Error& error) {
    if (error.fault() == Fault::output) throw;
    problem = error.problem() + (error.remedy().empty() ? "" : "; " + error.remedy());
  } catch (const std::bad_alloc&) {
    problem = "not enough memory; run with fewer --jobs";
  }
  results_.remove_session(found.id);
  RecordingResult failure{.done = true, .kept = false, .row = {}, .episodes = {}, .warnings = {}};
  failure.row.recording = found.id;
  failure.row.path = found.path.string();
  failure.row.status = "failed";
  failure.row.error = problem;
  return failure;
}

/// The lines of a per-recording table without its header.
std::string body(const std::string& table) {
  const std::size_t end = table.find('\n');
  return end == std::string::npos ? std::string() : table.substr(end + 1);
}

/// The tables of the whole run, put together from what lies in the recordings' folders.
void write_tables(const ResultsDirectory& results, const AnalysisResult& result) {
  std::vector<RecordingRow> rows;
  std::string episodes = csv<EpisodeRow>({}), segments = csv<SegmentRow>({});
  for (const RecordingResult& each : result.recordings) {
    if (!each.done) continue;
    rows.push_back(each.row);
    if (each.row.status != "ok") continue;
    episodes += body(read_file(results.session(each.row.recording) / "episodes.csv"));
    segments += body(read_file(results.session(each.row.recording) / "segments.csv"));
  }
  results.write("recordings.csv", csv<RecordingRow>(rows));
  results.write("episodes.csv", episodes);
  results.write("segments.csv", segments);
}

RunRecord record_of(const AnalysisResult& result, const Provenance& provenance, unsigned jobs) {
  RunRecord record{.status = "running", .provenance = provenance, .started = {}, .ended = {}, .jobs = jobs, .failures = {}};
  record.recordings = static_cast<std::int64_t>(result.recordings.size());
  record.failed = static_cast<std::int64_t>(result.failed);
  record.kept = static_cast<std::int64_t>(result.kept);
  record.not_started = static_cast<std::int64_t>(result.not_started);
  record.ok = record.recordings - record.failed - record.not_started;
  for (const RecordingResult& each : result.recordings) {
    if (each.done && each.row.status != "ok") {
      record.failures.push_back({each.row.recording, each.row.path, each.row.error});
    }
  }
  return record;
}

/// Largest first, so that no long recording is left for the end.
std::vector<std::size_t> starting_order(std::span<const FoundRecording> recordings) {
  std::vector<std::size_t> order(recordings.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return recordings[a].bytes > recordings[b].bytes; });
  return order;
}

}  // namespace

AnalysisResult analyze_recordings(std::span<const FoundRecording> recordings, const Model& model,
                                  const AnalysisOptions& options, const ResultsDirectory& results,
                                  std::atomic<bool>& stop,
                                  const std::function<void(const RecordingResult&)>& on_done) {
  const Run run(model, options, results);
  run.refuse_other_settings();
  RunRecord record{.status = "running", .provenance = run.provenance(), .started = utc_now(), .ended = {}, .jobs = options.jobs, .failures = {}};
  record.recordings = static_cast<std::int64_t>(recordings.size());
  results.write("run.json", run_json(record));

  std::mutex reporting;
  std::exception_ptr broken;  // what keeps every further result from being written
  AnalysisResult result;
  result.recordings = run_batch(starting_order(recordings), options.jobs, stop, [&](std::size_t i) noexcept {
    RecordingResult one;
    try {
      one = run.process(recordings[i]);
      const std::lock_guard lock(reporting);
      if (options.stop_on_error && one.row.status != "ok") stop = true;
      if (on_done) on_done(one);
    } catch (...) {
      const std::lock_guard lock(reporting);
      if (!broken) broken = std::current_exception();
      stop = true;
    }
    return one;
  });
  if (broken) std::rethrow_exception(broken);
  for (const RecordingResult& each : result.recordings) {
    result.not_started += !each.done;
    result.failed += each.done && each.row.status != "ok";
    result.kept += each.kept;
  }
  write_tables(results, result);
  const std::string started = record.started;
  record = record_of(result, run.provenance(), options.jobs);
  record.status = result.not_started > 0 ? "interrupted" : "complete";
  record.started = started;
  record.ended = utc_now();
  results.write("run.json", run_json(record));
  return result;
}

}  // namespace lull
