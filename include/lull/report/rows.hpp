#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lull/core/fields.hpp"
#include "lull/events/session.hpp"
#include "lull/response/metrics.hpp"

namespace lull {

/// One recording as a row of recordings.csv: what became of it, and its headline metrics. Everything after
/// `warnings` is absent for a recording that failed; a metric also where metrics.json gives a reason instead
/// of a value.
struct RecordingRow {
  std::string recording, path;
  std::string status;    ///< ok or failed
  std::string error;     ///< why it failed
  std::string warnings;  ///< codes, joined by a semicolon
  std::optional<Milliseconds> duration_s, observed_s;
  std::optional<std::int64_t> sample_rate_hz, channels;
  std::optional<std::string> start_time, child_id;  ///< where the corpus tells them
  std::optional<std::int64_t> child_age_days;
  std::optional<Milliseconds> cry_s;
  std::optional<double> cry_minutes_per_hour;
  std::optional<std::int64_t> bouts, episodes, left_censored, right_censored, concurrent, responded;
  std::optional<double> strict_w1, strict_w2, strict_w3;
  std::optional<Milliseconds> latency_median_s;
  std::optional<double> unresponsive_min_per_h;
  std::optional<std::int64_t> ignored;
  std::optional<Milliseconds> coregulation_median_s, total_median_s;
  std::optional<std::int64_t> soothed, quiet_unattended, quiet_concurrent, self_quiet, unresolved;
  std::optional<double> soothed_proportion, self_regulation_index;
  std::optional<std::int64_t> ruptures;
  std::optional<double> repair_share;
  std::string na;  ///< why a metric of this row is absent: name=reason, joined by semicolons

  static constexpr auto fields() {
    using R = RecordingRow;
    return std::tuple{
        field("recording", &R::recording, "", "id, as in sessions/"),
        field("path", &R::path, "", "input"),
        field("status", &R::status, "", "ok or failed"),
        field("error", &R::error, "", "why it failed"),
        field("warnings", &R::warnings, "", "what is odd about it, codes joined by a semicolon"),
        field("duration_s", &R::duration_s, "s", "length that was read"),
        field("observed_s", &R::observed_s, "s", "of it, observed"),
        field("sample_rate_hz", &R::sample_rate_hz, "Hz", "of the file"),
        field("channels", &R::channels, "", "of the file"),
        field("start_time", &R::start_time, "", "clock time of its start"),
        field("child_id", &R::child_id, "", "whose recording it is"),
        field("child_age_days", &R::child_age_days, "d", "age of the child on that day"),
        field("cry_s", &R::cry_s, "s", "crying"),
        field("cry_minutes_per_hour", &R::cry_minutes_per_hour, "min/h", "crying an observed hour"),
        field("bouts", &R::bouts, "", "cry bouts"),
        field("episodes", &R::episodes, "", "cry episodes"),
        field("left_censored", &R::left_censored, "", "of them, onset not known"),
        field("right_censored", &R::right_censored, "", "of them, quiet not confirmed"),
        field("concurrent", &R::concurrent, "", "episodes that began while an adult spoke"),
        field("responded", &R::responded, "", "episodes with a response"),
        field("strict_w1", &R::strict_w1, "", "share answered within the first window"),
        field("strict_w2", &R::strict_w2, "", "within the second"),
        field("strict_w3", &R::strict_w3, "", "within the third"),
        field("latency_median_s", &R::latency_median_s, "s", "median time to the answer"),
        field("unresponsive_min_per_h", &R::unresponsive_min_per_h, "min/h", "crying before an answer"),
        field("ignored", &R::ignored, "", "episodes that ended without any adult voice"),
        field("coregulation_median_s", &R::coregulation_median_s, "s", "median time from answer to quiet"),
        field("total_median_s", &R::total_median_s, "s", "median time from onset to quiet"),
        field("soothed", &R::soothed, "", "quiet while an adult was vocal"),
        field("quiet_unattended", &R::quiet_unattended, "", "quiet after the adult had stopped"),
        field("quiet_concurrent", &R::quiet_concurrent, "", "quiet, an adult had been speaking before"),
        field("self_quiet", &R::self_quiet, "", "quiet without an adult voice"),
        field("unresolved", &R::unresolved, "", "quiet not confirmed"),
        field("soothed_proportion", &R::soothed_proportion, "", "soothed of those confirmed"),
        field("self_regulation_index", &R::self_regulation_index, "",
              "quiet without vocal response, of those"),
        field("ruptures", &R::ruptures, "", "long crying without an answer in time"),
        field("repair_share", &R::repair_share, "", "of them, repaired"),
        field("na", &R::na, "", "why a metric is absent, as name=reason joined by semicolons")};
  }
};

/// One segment in columns that ChildProject can convert: whole milliseconds, its speaker types and cry mark.
struct SegmentRow {
  std::string recording_filename, recording;
  std::int64_t segment_onset = 0, segment_offset = 0;  ///< ms
  std::string speaker_id = "NA";                       ///< who it is, which we do not know
  std::string speaker_type;                            ///< CHI (key child), OCH, FEM, MAL, NA
  std::optional<std::string> vcm_type;                 ///< Y crying, for the key child
  std::string label;                                   ///< CRY FUS KCHI OCH FEM MAL ADU
  std::optional<double> confidence, level_dbfs;

  static constexpr auto fields() {
    using R = SegmentRow;
    return std::tuple{field("recording_filename", &R::recording_filename, "", "file of the recording"),
                      field("recording", &R::recording, "", "its id"),
                      field("segment_onset", &R::segment_onset, "ms", "start"),
                      field("segment_offset", &R::segment_offset, "ms", "end"),
                      field("speaker_id", &R::speaker_id, "", "NA: not known"),
                      field("speaker_type", &R::speaker_type, "", "CHI, OCH, FEM, MAL or NA"),
                      field("vcm_type", &R::vcm_type, "", "Y: crying"),
                      field("label", &R::label, "", "our own label"),
                      field("confidence", &R::confidence, "", "mean probability"),
                      field("level_dbfs", &R::level_dbfs, "dB", "level re full scale")};
  }
};

/// Why the metric of this name is absent from the row, such as "too_few"; empty where it is not said.
std::string_view reason_in(const RecordingRow& row, std::string_view name);

RecordingRow recording_row(const Session& session, const SessionMetrics& metrics);
/// The row of one of the session's events; and all of them.
SegmentRow segment_row(const Session& session, const Event& event);
std::vector<SegmentRow> segment_rows(const Session& session);

}  // namespace lull
