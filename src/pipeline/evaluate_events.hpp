#pragma once
#include "pipeline/evaluate_tracks.hpp"

namespace lull {

/// When two segments may be a pair: onsets at most `collar` apart and, if offsets count, those at most
/// max(collar, offset_share times the length of the reference's).
struct EventRule {
  Milliseconds collar{200};
  bool offsets = true;
  double offset_share = 0.5;
};

/// Pairs of the largest one-to-one matching. Source: sed_eval (Mesaros et al. 2016), its optimal matching.
/// Cost: near the number of segments, for each has few neighbours within the collar.
EventCounts count_events(const TrackPair& spans, const EventRule& rule);

/// Source: metrics.md, section 11.
struct EventScores {
  Number precision, recall, f1, error_rate;

  static constexpr auto fields() {
    using E = EventScores;
    return std::tuple{field("precision", &E::precision, "", "of the hypothesis's segments, those matched"),
                      field("recall", &E::recall, "", "of the reference's segments, those matched"),
                      field("f1", &E::f1, "", "harmonic mean of the two"),
                      field("error_rate", &E::error_rate, "",
                            "unmatched of both, of the reference's number; may exceed 1")};
  }
};
EventScores event_scores(const EventCounts& counts);

}  // namespace lull
