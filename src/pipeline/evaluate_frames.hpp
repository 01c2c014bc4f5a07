#pragma once
#include <span>

#include "pipeline/evaluate_tracks.hpp"

namespace lull {

/// When a segment makes a frame active.
enum class FrameRule {
  middle,    ///< it covers the frame's middle: short frames as samples of time
  any_part,  ///< it covers any part of the frame: the segments of sed_eval (Mesaros et al. 2016)
};

/// Frames laid from the start of each stretch. Under `any_part` a last frame that the stretch cuts counts;
/// under `middle` it does if its middle is inside. Cost: linear in the spans, whatever the frames.
FrameCounts count_frames(const TrackPair& spans, std::span<const TimeSpan> observed, Milliseconds frame,
                         FrameRule rule);

/// Source: metrics.md, section 11; kappa: Cohen 1960.
struct FrameScores {
  Number precision, recall, f1, kappa, false_alarm_min_per_h;

  static constexpr auto fields() {
    using F = FrameScores;
    return std::tuple{
        field("precision", &F::precision, "", "of the hypothesis's frames, those of the reference too"),
        field("recall", &F::recall, "", "of the reference's frames, those of the hypothesis too"),
        field("f1", &F::f1, "", "harmonic mean of the two"),
        field("kappa", &F::kappa, "", "agreement beyond chance"),
        field("false_alarm_min_per_h", &F::false_alarm_min_per_h, "min/h", "minutes of false alarm an hour")};
  }
};
FrameScores frame_scores(const FrameCounts& counts);

/// Cohen's kappa from the number of agreements, the sum over classes of the products of their two totals, and
/// the number of cases; undefined where chance alone agrees always, or nothing was compared.
Number kappa(double agreements, double products, double cases);

/// part / whole, undefined where whole is 0.
Number ratio(double part, double whole);

}  // namespace lull
