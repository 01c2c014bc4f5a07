#pragma once
#include "pipeline/evaluate_tracks.hpp"

namespace lull {

/// What the two say of one interval.
struct Amount {
  Milliseconds reference{0}, hypothesis{0};
  bool partial = false;  ///< the interval was not annotated as a whole
};

/// One amount for each interval [k * length, (k + 1) * length) of the recording that has annotated time, in
/// order. Cost: linear in spans and intervals.
std::vector<Amount> amounts_of(const TrackPair& spans, std::span<const TimeSpan> observed,
                               Milliseconds length);

AmountSums sums_of(std::span<const Amount> amounts);

/// Sources: metrics.md, section 11; limits of agreement: Bland and Altman 1986; icc: ICC(2,1) of Shrout and
/// Fleiss 1979 (two-way random, absolute agreement, one rater).
struct AmountScores {
  Number pearson, bias_min, loa_low_min, loa_high_min, mae_min, mape, icc;

  static constexpr auto fields() {
    using A = AmountScores;
    return std::tuple{field("pearson", &A::pearson, "", "correlation"),
                      field("bias_min", &A::bias_min, "min", "mean of hypothesis less reference"),
                      field("loa_low_min", &A::loa_low_min, "min", "bias less 1.96 SD"),
                      field("loa_high_min", &A::loa_high_min, "min", "bias and 1.96 SD"),
                      field("mae_min", &A::mae_min, "min", "mean size of the difference"),
                      field("mape", &A::mape, "", "mean size of the difference, of the reference's amount"),
                      field("icc", &A::icc, "", "intraclass correlation (2,1)")};
  }
};
/// too_few below two intervals where two are needed; undefined where something does not vary.
AmountScores amount_scores(const AmountSums& sums);

/// Spearman's correlation of the amounts, ties at their mean rank. Cost: a sort.
Number rank_agreement(std::span<const Amount> amounts);

}  // namespace lull
