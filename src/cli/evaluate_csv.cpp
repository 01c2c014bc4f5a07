#include <algorithm>
#include <sstream>

#include "cli/evaluate_output.hpp"
#include "lull/report/table.hpp"

namespace lull::cli {
namespace {

/// The value of a score; nothing if it is absent.
std::optional<double> value_of(const std::vector<Estimate>& scores, std::string_view name) {
  const auto found =
      std::find_if(scores.begin(), scores.end(), [&](const Estimate& each) { return each.name == name; });
  return found == scores.end() ? std::nullopt : found->value.value();
}

/// One track of one recording.
struct EvaluationRow {
  std::string recording, group, track;
  std::optional<double> observed_s, reference_s, hypothesis_s, frame_precision, frame_recall, frame_f1,
      frame_kappa;
  std::optional<std::int64_t> reference_events, hypothesis_events, matched_events;
  std::optional<double> event_f1, onset_f1, detection_error_rate;
  std::string reason;

  static constexpr auto fields() {
    using R = EvaluationRow;
    return std::tuple{field("recording", &R::recording, "", "which recording"),
                      field("group", &R::group, "", "its infant"),
                      field("track", &R::track, "", "whose segments"),
                      field("observed_s", &R::observed_s, "s", "what was compared"),
                      field("reference_s", &R::reference_s, "s", "time of the reference, frames of 10 ms"),
                      field("hypothesis_s", &R::hypothesis_s, "s", "time of the hypothesis"),
                      field("frame_precision", &R::frame_precision, "", "frames of 10 ms"),
                      field("frame_recall", &R::frame_recall, "", "frames of 10 ms"),
                      field("frame_f1", &R::frame_f1, "", "frames of 10 ms"),
                      field("frame_kappa", &R::frame_kappa, "", "frames of 10 ms"),
                      field("reference_events", &R::reference_events, "", "segments of the reference"),
                      field("hypothesis_events", &R::hypothesis_events, "", "segments of the hypothesis"),
                      field("matched_events", &R::matched_events, "", "pairs, onset and offset"),
                      field("event_f1", &R::event_f1, "", "onset and offset"),
                      field("onset_f1", &R::onset_f1, "", "onset only"),
                      field("detection_error_rate", &R::detection_error_rate, "", "see docs/evaluation.md"),
                      field("reason", &R::reason, "", "why there is nothing to compare")};
  }
};

EvaluationRow row_of(const RecordingPair& pair, const Evaluation& evaluation, const TrackEvaluation& track) {
  EvaluationRow row;
  row.recording = pair.reference.recording.id;
  row.group = pair.group;
  row.track = name(track.track);
  row.observed_s = in_seconds(evaluation.observed);
  if (track.unavailable != Reason::none) {
    row.reason = name(track.unavailable);
    return row;
  }
  const FrameCounts& frames = track.frames_10ms.counts;
  row.reference_s = in_seconds((frames.both + frames.reference_only) * frames.frame);
  row.hypothesis_s = in_seconds((frames.both + frames.hypothesis_only) * frames.frame);
  row.frame_precision = value_of(track.frames_10ms.scores, "precision");
  row.frame_recall = value_of(track.frames_10ms.scores, "recall");
  row.frame_f1 = value_of(track.frames_10ms.scores, "f1");
  row.frame_kappa = value_of(track.frames_10ms.scores, "kappa");
  row.reference_events = track.events.counts.reference;
  row.hypothesis_events = track.events.counts.hypothesis;
  row.matched_events = track.events.counts.matched;
  row.event_f1 = value_of(track.events.scores, "f1");
  row.onset_f1 = value_of(track.onsets.scores, "f1");
  row.detection_error_rate = value_of(track.detection.scores, "error_rate");
  return row;
}

}  // namespace

std::string evaluation_csv(std::span<const RecordingPair> pairs, const MetricSettings& settings,
                           const EvaluationOptions& options) {
  std::vector<EvaluationRow> rows;
  for (const RecordingPair& pair : pairs) {
    const Evaluation evaluation = evaluate(std::span(&pair, 1), settings, options);
    for (const TrackEvaluation& track : evaluation.tracks) rows.push_back(row_of(pair, evaluation, track));
  }
  std::ostringstream out;
  write_csv<EvaluationRow>(out, rows);
  return out.str();
}

}  // namespace lull::cli
