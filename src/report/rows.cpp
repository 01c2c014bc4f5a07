#include "lull/report/rows.hpp"

#include <algorithm>
#include <array>
#include <cmath>
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
    case Label::key_child:
      return "CHI";
    case Label::other_child:
      return "OCH";
    case Label::female:
      return "FEM";
    case Label::male:
      return "MAL";
    case Label::adult:
      return "NA";
  }
  return "NA";
}

/// Puts a metric into its column, or the reason why there is none behind the others.
class Filler {
 public:
  explicit Filler(RecordingRow& row) : row_(row) {}

  template <class T, class Column>
  void operator()(std::optional<Column> RecordingRow::*column, const Measured<T>& metric) const {
    if (!metric.has_value()) return say_why(column, metric.reason());
    if constexpr (std::same_as<Column, Milliseconds>) {
      row_.*column = Milliseconds{std::llround(*metric * 1000)};
    } else {
      row_.*column = *metric;
    }
  }

 private:
  template <class Column>
  void say_why(std::optional<Column> RecordingRow::*column, Reason reason) const {
    for_each_field(row_, [&](const auto& each, const auto&) {
      using Each = std::remove_cvref_t<decltype(each)>;
      if constexpr (std::same_as<typename Each::member_type, std::optional<Column>>) {
        if (each.member != column) return;
        if (!row_.na.empty()) row_.na += ';';
        row_.na += each.name;
        row_.na += '=';
        row_.na += name(reason);
      }
    });
  }

  RecordingRow& row_;
};

void fill_metrics(RecordingRow& row, const SessionMetrics& metrics) {
  using R = RecordingRow;
  row.na.reserve(512);
  const Filler fill(row);
  const auto& [crying, response, coregulation] =
      std::tie(metrics.crying, metrics.response, metrics.coregulation);
  fill(&R::cry_s, crying.seconds);
  fill(&R::cry_minutes_per_hour, crying.minutes_per_hour);
  fill(&R::bouts, crying.bouts);
  fill(&R::episodes, crying.episodes);
  fill(&R::left_censored, crying.left_censored);
  fill(&R::right_censored, crying.right_censored);
  fill(&R::concurrent, response.concurrent);
  fill(&R::responded, response.responded);
  constexpr std::array windows{&R::strict_w1, &R::strict_w2, &R::strict_w3};
  for (std::size_t i = 0; i < std::min(windows.size(), response.strict.size()); ++i) {
    fill(windows[i], response.strict[i].value);
  }
  fill(&R::latency_median_s, response.latency.median_s);
  fill(&R::unresponsive_min_per_h, response.unresponsive_min_per_h);
  fill(&R::ignored, response.ignored);
  fill(&R::coregulation_median_s, coregulation.median_s);
  fill(&R::total_median_s, coregulation.total.median_s);
  fill(&R::soothed, coregulation.outcomes.soothed);
  fill(&R::quiet_unattended, coregulation.outcomes.quiet_unattended);
  fill(&R::quiet_concurrent, coregulation.outcomes.quiet_concurrent);
  fill(&R::self_quiet, coregulation.outcomes.self_quiet);
  fill(&R::unresolved, coregulation.outcomes.unresolved);
  fill(&R::soothed_proportion, coregulation.soothed_proportion.value);
  fill(&R::self_regulation_index, coregulation.self_regulation_index.value);
  fill(&R::ruptures, metrics.repair.ruptures);
  fill(&R::repair_share, metrics.repair.repair_share.value);
}

}  // namespace

std::string_view reason_in(const RecordingRow& row, std::string_view name) {
  std::string_view left = row.na;
  while (!left.empty()) {
    const std::string_view item = left.substr(0, left.find(';'));
    const std::size_t equals = item.find('=');
    if (item.substr(0, equals) == name) return item.substr(equals + 1);
    left.remove_prefix(std::min(left.size(), item.size() + 1));
  }
  return {};
}

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
  fill_metrics(row, metrics);
  return row;
}

SegmentRow segment_row(const Session& session, const Event& event) {
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
  return row;
}

std::vector<SegmentRow> segment_rows(const Session& session) {
  std::vector<SegmentRow> rows;
  for (const Event& event : session.events) rows.push_back(segment_row(session, event));
  return rows;
}

}  // namespace lull
