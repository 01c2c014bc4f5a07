#include "corpus/recording_files.hpp"

#include <algorithm>
#include <array>
#include <ostream>
#include <string_view>
#include <system_error>
#include <utility>

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

Circumstances circumstances_of(const RecordingRow& row) {
  return {row.start_time, row.child_id, row.child_age_days};
}

constexpr std::array<ExportFormat, 3> all_exports{
    {{"audacity", "labels.txt"}, {"textgrid", "segments.TextGrid"}, {"eaf", "segments.eaf"}}};

/// Row by row: a day has so many that holding all of them would be most of the memory of a run.
void write_segments_csv(std::ostream& out, const Session& session) {
  write_csv_header<SegmentRow>(out);
  for (const Event& event : session.events) {
    const SegmentRow row = segment_row(session, event);
    write_csv_rows<SegmentRow>(out, {&row, 1});
  }
}

/// The files that are made from the session alone.
void add_segments(const SessionFolder& folder, const Session& session,
                  std::span<const ExportFormat> exports) {
  for (const ExportFormat& each : exports) {
    const auto write = annotation_format_named(each.name)->write;
    folder.add(std::string(each.file), [&](std::ostream& out) { write(out, {&session, 1}); });
  }
  folder.add("segments.rttm", [&](std::ostream& out) { write_rttm(out, session); });
  folder.add("segments.uem", [&](std::ostream& out) { write_uem(out, session); });
  folder.add("segments.csv", [&](std::ostream& out) { write_segments_csv(out, session); });
}

}  // namespace

std::span<const ExportFormat> export_formats() { return all_exports; }

void add_exports(Provenance& provenance, std::span<const ExportFormat> exports) {
  for (const ExportFormat& each : exports) {
    provenance.more_settings.emplace_back("export", std::string(each.name));
  }
}

RecordingResult write_recording(Session& session, const Circumstances& circumstances,
                                const Provenance& provenance, const ResultsDirectory& results,
                                const RecordingExtras& extras) {
  if (circumstances.start_time) session.recording.start_time = circumstances.start_time;
  SessionMetrics metrics = measure(session, provenance.settings, extras.lexicon);
  SessionFolder folder(results, session.recording.id);
  {
    const std::string numbers = metrics_json(session, metrics, provenance);
    const std::string timeline = timeline_json(session, metrics, provenance.settings);
    folder.add("metrics.json", numbers);
    folder.add("timeline.json", timeline);
    folder.add("report.html", [&](std::ostream& out) { write_session_page(out, numbers, timeline); });
  }
  add_segments(folder, session, extras.exports);
  RecordingResult result{.done = true,
                         .kept = false,
                         .row = recording_row(session, metrics),
                         .episodes = std::move(metrics.episodes),
                         .warnings = session.warnings};
  result.row.start_time = session.recording.start_time;
  result.row.child_id = circumstances.child_id;
  result.row.child_age_days = circumstances.child_age_days;
  folder.add("episodes.csv", [&](std::ostream& out) { write_csv<EpisodeRow>(out, result.episodes); });
  folder.add("recording.csv", [&](std::ostream& out) { write_csv<RecordingRow>(out, {&result.row, 1}); });
  folder.commit();
  return result;
}

std::optional<RecordingResult> result_in(const std::filesystem::path& folder,
                                         const std::string& fingerprint) {
  if (made_by(read_file(folder / "metrics.json")).fingerprint != fingerprint) return std::nullopt;
  std::error_code failed;
  for (const std::string_view name : files_of_a_recording) {
    if (!std::filesystem::is_regular_file(folder / name, failed)) return std::nullopt;
  }
  try {
    auto rows = read_csv<RecordingRow>(read_file(folder / "recording.csv"));
    if (rows.size() != 1) return std::nullopt;
    RecordingResult result{.done = true, .kept = true, .row = rows[0], .episodes = {}, .warnings = {}};
    result.episodes = read_csv<EpisodeRow>(read_file(folder / "episodes.csv"));
    return result;
  } catch (const Error&) {
    return std::nullopt;  // somebody edited it: it is made anew
  }
}

bool holds_result(const std::string& id, const std::string& fingerprint, const ResultsDirectory& results) {
  return made_by(read_file(results.session(id) / "metrics.json")).fingerprint == fingerprint;
}

std::optional<RecordingResult> earlier_result(const FoundRecording& found, const RecordingInfo& bytes,
                                              const std::string& fingerprint, const ResultsDirectory& results,
                                              std::span<const ExportFormat> exports) {
  const std::filesystem::path folder = results.session(found.id);
  for (const ExportFormat& each : exports) {
    std::error_code failed;
    if (!std::filesystem::is_regular_file(folder / each.file, failed)) return std::nullopt;
  }
  const Made made = made_by(read_file(folder / "metrics.json"));
  if (made.sha256 != bytes.sha256 || made.annotation_sha256 != bytes.annotation_sha256) return std::nullopt;
  auto result = result_in(folder, fingerprint);
  if (result && circumstances_of(result->row) != found.circumstances) return std::nullopt;
  if (result) result->row.path = found.path.string();
  return result;
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

}  // namespace lull
