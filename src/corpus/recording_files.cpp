#include "corpus/recording_files.hpp"

#include <algorithm>
#include <array>
#include <sstream>
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

template <class Write>
std::string text_of(const Write& write) {
  std::ostringstream out;
  write(out);
  std::string text = std::move(out).str();  // its own memory, no copy
  text.shrink_to_fit();                     // up to half of it is room to grow
  return text;
}

template <Described Row>
std::string csv(std::span<const Row> rows) {
  return text_of([&](std::ostream& out) { write_csv(out, rows); });
}

Circumstances circumstances_of(const RecordingRow& row) {
  return {row.start_time, row.child_id, row.child_age_days};
}

constexpr std::array<ExportFormat, 3> all_exports{
    {{"audacity", "labels.txt"}, {"textgrid", "segments.TextGrid"}, {"eaf", "segments.eaf"}}};

/// Row by row: a day has so many that holding all of them would be most of the memory of a run.
std::string segments_csv(const Session& session) {
  return text_of([&](std::ostream& out) {
    write_csv_header<SegmentRow>(out);
    for (const Event& event : session.events) {
      const SegmentRow row = segment_row(session, event);
      write_csv_rows<SegmentRow>(out, {&row, 1});
    }
  });
}

std::vector<NamedBytes> exported(const Session& session, std::span<const ExportFormat> exports) {
  std::vector<NamedBytes> files;
  for (const ExportFormat& each : exports) {
    const auto write = annotation_format_named(each.name)->write;
    files.emplace_back(std::string(each.file), text_of([&](std::ostream& out) {
                         write(out, {&session, 1});
                       }));
  }
  return files;
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
  std::string timeline = timeline_json(session, metrics, provenance.settings);
  std::string numbers = metrics_json(session, metrics, provenance);
  RecordingResult result{.done = true,
                         .kept = false,
                         .row = recording_row(session, metrics),
                         .episodes = std::move(metrics.episodes),
                         .warnings = session.warnings};
  result.row.start_time = session.recording.start_time;
  result.row.child_id = circumstances.child_id;
  result.row.child_age_days = circumstances.child_age_days;
  session.activity = std::vector<Activity>();  // only the timeline draws it; {} would keep its room
  std::vector<NamedBytes> files = exported(session, extras.exports);
  // One by one: a list in braces would copy them all.
  files.emplace_back("report.html", session_page(numbers, timeline));  // takes most room while it is made
  files.emplace_back("segments.rttm", text_of([&](std::ostream& out) { write_rttm(out, session); }));
  files.emplace_back("segments.uem", text_of([&](std::ostream& out) { write_uem(out, session); }));
  files.emplace_back("segments.csv", segments_csv(session));
  session.events = std::vector<Event>();
  files.emplace_back("episodes.csv", csv<EpisodeRow>(result.episodes));
  files.emplace_back("recording.csv", csv<RecordingRow>({&result.row, 1}));
  files.emplace_back("metrics.json", std::move(numbers));
  files.emplace_back("timeline.json", std::move(timeline));
  results.write_session(session.recording.id, files);
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
