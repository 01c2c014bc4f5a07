#pragma once
#include "pipeline/evaluate_tracks.hpp"

namespace lull {

/// `observed` less a collar of this full width around each boundary of the spans. Source: pyannote.metrics
/// (Bredin 2017).
std::vector<TimeSpan> without_collars(std::span<const TimeSpan> observed, std::vector<TimeSpan> boundaries_of,
                                      Milliseconds collar);

/// Cost: linear, with a collar a sort.
DetectionTimes detection_times(const TrackPair& spans, std::span<const TimeSpan> observed,
                               Milliseconds collar);

/// Source: metrics.md, section 11; pyannote.metrics (Bredin 2017).
struct DetectionScores {
  Number error_rate;

  static constexpr auto fields() {
    return std::tuple{field("error_rate", &DetectionScores::error_rate, "",
                            "false alarm and missed time, of the reference's")};
  }
};
/// Without time of the reference 0 if there is no false alarm, else 1.
DetectionScores detection_scores(const DetectionTimes& times);

/// All labels at once: CRY with FUS, FEM, MAL, ADU, KCHI, OCH, those of them that both sides listened for.
/// Cost: a sort of the segments.
IdentificationTimes identification_times(const RecordingPair& pair, Milliseconds g_u, Milliseconds collar);

struct IdentificationScores {
  Number error_rate;

  static constexpr auto fields() {
    return std::tuple{field("error_rate", &IdentificationScores::error_rate, "",
                            "confused, false alarm and missed time, of the reference's")};
  }
};
IdentificationScores identification_scores(const IdentificationTimes& times);

}  // namespace lull
