#include "lull/report/rows.hpp"

#include <set>

namespace lull {
namespace {

std::string codes_of(const std::vector<Warning>& warnings) {
  std::set<WarningCode> codes;
  for (const Warning& warning : warnings) codes.insert(warning.code);
  std::string text;
  for (const WarningCode code : codes) text += (text.empty() ? "" : ";") + std::string(name(code));
  return text;
}

std::string_view speaker_type(Label label) {
  switch (label) {
    case Label::cry:
    case Label::fuss:
    case Label::key_child: return "CHI";
    case Label::other_child: return "OCH";
    case Label::female: return "FEM";
    case Label::male: return "MAL";
    case Label::adult: return "NA";
  }
  return "NA";
}

}  // namespace

RecordingRow recording_row(const Session& session, const SessionMetrics& metrics) {
  RecordingRow row;
  const RecordingInfo& info = session.recording;
  row.recording = info.id;
  row.path = info.path.string();
  row.status = "ok";
  row.warnings = codes_of(session.warnings);
  row.duration_s = info.duration;
  Milliseconds observed{0};
  for (const TimeSpan& stretch : session.observed) observed += stretch.length();
  row.observed_s = observed;
  if (info.rate) row.sample_rate_hz = info.rate->hertz();
  row.channels = info.channels;

  const auto& [crying, response, coregulation] = std::tie(metrics.crying, metrics.response, metrics.coregulation);
  row.cry_s = crying.seconds.value();
  row.cry_minutes_per_hour = crying.minutes_per_hour.value();
  row.bouts = crying.bouts.value();
  row.episodes = crying.episodes.value();
  row.left_censored = crying.left_censored.value();
  row.right_censored = crying.right_censored.value();
  row.concurrent = response.concurrent.value();
  row.responded = response.responded.value();
  const auto strict = [&](std::size_t window) {
    return window < response.strict.size() ? response.strict[window].value.value() : std::nullopt;
  };
  row.strict_w1 = strict(0);
  row.strict_w2 = strict(1);
  row.strict_w3 = strict(2);
  row.latency_median_s = response.latency.median_s.value();
  row.unresponsive_min_per_h = response.unresponsive_min_per_h.value();
  row.ignored = response.ignored.value();
  row.coregulation_median_s = coregulation.median_s.value();
  row.total_median_s = coregulation.total.median_s.value();
  row.soothed = coregulation.outcomes.soothed.value();
  row.quiet_unattended = coregulation.outcomes.quiet_unattended.value();
  row.quiet_concurrent = coregulation.outcomes.quiet_concurrent.value();
  row.self_quiet = coregulation.outcomes.self_quiet.value();
  row.unresolved = coregulation.outcomes.unresolved.value();
  row.soothed_proportion = coregulation.soothed_proportion.value.value();
  row.self_regulation_index = coregulation.self_regulation_index.value.value();
  row.ruptures = metrics.repair.ruptures.value();
  row.repair_share = metrics.repair.repair_share.value.value();
  return row;
}

std::vector<SegmentRow> segment_rows(const Session& session) {
  std::vector<SegmentRow> rows;
  for (const Event& event : session.events) {
    SegmentRow row;
    row.recording = session.recording.id;
    row.recording_filename = session.recording.path.filename().string();
    row.segment_onset = event.when.begin.count();
    row.segment_offset = event.when.end.count();
    row.speaker_type = speaker_type(event.label);
    if (is_crying(event.label)) row.vcm_type = "Y";
    row.label = name(event.label);
    if (event.confidence) row.confidence = static_cast<double>(*event.confidence);
    if (event.sound) row.level_dbfs = static_cast<double>(event.sound->level_dbfs);
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace lull
