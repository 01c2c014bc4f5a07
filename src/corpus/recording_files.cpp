#include "corpus/recording_files.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>
#include <system_error>

#include "lull/labels/rttm.hpp"
#include "lull/labels/uem.hpp"
#include "lull/report/session_page.hpp"
#include "lull/report/table.hpp"
#include "lull/store/run_record.hpp"

namespace lull {
namespace {

constexpr std::array<std::string_view, 8> files_of_a_recording{
    "segments.rttm", "segments.uem", "segments.csv",  "episodes.csv",
    "recording.csv", "metrics.json", "timeline.json", "report.html"};

template <class Write>
std::string text_of(const Write& write) {
  std::ostringstream out;
  write(out);
  return out.str();
}

template <Described Row>
std::string csv(std::span<const Row> rows) {
  return text_of([&](std::ostream& out) { write_csv(out, rows); });
}

}  // namespace

RecordingResult write_recording(const Session& session, const Provenance& provenance,
                                const ResultsDirectory& results) {
  SessionMetrics metrics = measure(session, provenance.settings);
  const std::string timeline = timeline_json(session, metrics, provenance.settings);
  const std::string numbers = metrics_json(session, metrics, provenance);
  RecordingResult result{.done = true,
                         .kept = false,
                         .row = recording_row(session, metrics),
                         .episodes = std::move(metrics.episodes),
                         .warnings = session.warnings};
  const auto segments = segment_rows(session);
  results.write_session(session.recording.id,
                        {{"segments.rttm", text_of([&](std::ostream& out) { write_rttm(out, session); })},
                         {"segments.uem", text_of([&](std::ostream& out) { write_uem(out, session); })},
                         {"segments.csv", csv<SegmentRow>(segments)},
                         {"episodes.csv", csv<EpisodeRow>(result.episodes)},
                         {"recording.csv", csv<RecordingRow>({&result.row, 1})},
                         {"metrics.json", numbers},
                         {"timeline.json", timeline},
                         {"report.html", session_page(numbers, timeline)}});
  return result;
}

std::optional<RecordingResult> earlier_result(const FoundRecording& found, const std::string& sha256,
                                              const std::string& fingerprint,
                                              const ResultsDirectory& results) {
  const std::filesystem::path folder = results.session(found.id);
  const Made made = made_by(read_file(folder / "metrics.json"));
  if (made.fingerprint != fingerprint || made.sha256 != sha256) return std::nullopt;
  std::error_code failed;
  for (const std::string_view name : files_of_a_recording) {
    if (!std::filesystem::is_regular_file(folder / name, failed)) return std::nullopt;
  }
  try {
    auto rows = read_csv<RecordingRow>(read_file(folder / "recording.csv"));
    if (rows.size() != 1) return std::nullopt;
    RecordingResult result{.done = true, .kept = true, .row = rows[0], .episodes = {}, .warnings = {}};
    result.row.path = found.path.string();
    result.episodes = read_csv<EpisodeRow>(read_file(folder / "episodes.csv"));
    return result;
  } catch (const Error&) {
    return std::nullopt;  // somebody edited it: it is made anew
  }
}

RecordingResult failed_recording(const FoundRecording& found, const std::string& problem,
                                 const ResultsDirectory& results) {
  results.remove_session(found.id);
  RecordingResult failure{.done = true, .kept = false, .row = {}, .episodes = {}, .warnings = {}};
  failure.row.recording = found.id;
  failure.row.path = found.path.string();
  failure.row.status = "failed";
  failure.row.error = problem;
  return failure;
}

std::string joined_table(const AnalysisResult& result, const ResultsDirectory& results,
                         const std::string& name) {
  std::string table = name == "episodes.csv" ? csv<EpisodeRow>({}) : csv<SegmentRow>({});
  for (const RecordingResult& each : result.recordings) {
    if (!each.done || each.row.status != "ok") continue;
    const std::string one = read_file(results.session(each.row.recording) / name);
    table += one.substr(std::min(one.size(), one.find('\n') + 1));
  }
  return table;
}

}  // namespace lull
