#pragma once
#include <vector>

#include "lull/pipeline/evaluate.hpp"
#include "lull/response/evidence.hpp"
#include "lull/response/survival.hpp"

namespace lull {

/// The waits of which curves are made, of one side.
struct Waits {
  std::vector<Wait> total, coregulation, answered;
};

/// What one recording says of matched episodes.
struct EpisodeComparison {
  bool adults = false;  ///< both sides have an adult track; without, nothing from `latency` on
  EventCounts matching;
  TimeErrors duration;
  std::vector<double> duration_off_s;  ///< size of each error
  TimeErrors latency;                  ///< where both have a response; concurrent episodes as they are
  std::vector<double> latency_off_s;
  Confusion<2> response, rupture;
  Confusion<5> outcome;
  std::int64_t rupture_unknown = 0;
  Waits reference, hypothesis;  ///< of all episodes, matched or not
};

/// Episodes of section 1.3 that are not left-censored, of both sides inside what the reference has observed,
/// matched by overlap. Both have a cry track. Cost: that of finding episodes and answers.
EpisodeComparison compare_episodes(const RecordingPair& pair, const MetricSettings& settings,
                                   double least_iou);

/// Source: metrics.md, section 11.
struct EpisodeScores {
  Number missed_share, invented_share, f1;

  static constexpr auto fields() {
    using E = EpisodeScores;
    return std::tuple{
        field("missed_share", &E::missed_share, "", "of the reference's episodes, those not matched"),
        field("invented_share", &E::invented_share, "", "of the hypothesis's episodes, those not matched"),
        field("f1", &E::f1, "", "harmonic mean of the shares that are matched")};
  }
};
EpisodeScores episode_scores(const EventCounts& counts);

struct TimeScores {
  Number mae_s, bias_s, within_1s, within_5s;

  static constexpr auto fields() {
    using T = TimeScores;
    return std::tuple{field("mae_s", &T::mae_s, "s", "mean size of the error"),
                      field("bias_s", &T::bias_s, "s", "mean of hypothesis less reference"),
                      field("within_1s", &T::within_1s, "", "share of errors of at most 1 s"),
                      field("within_5s", &T::within_5s, "", "share of errors of at most 5 s")};
  }
};
/// too_few without a pair.
TimeScores time_scores(const TimeErrors& errors);

struct ResponseScores {
  Number missed_share, invented_share, kappa;

  static constexpr auto fields() {
    using R = ResponseScores;
    return std::tuple{field("missed_share", &R::missed_share, "", "of the reference's responses"),
                      field("invented_share", &R::invented_share, "", "of the hypothesis's responses"),
                      field("kappa", &R::kappa, "", "agreement beyond chance")};
  }
};
/// Class 0 is a response.
ResponseScores response_scores(const Confusion<2>& table);

struct AgreementScores {
  Number agreement, kappa;

  static constexpr auto fields() {
    using A = AgreementScores;
    return std::tuple{field("agreement", &A::agreement, "", "share of pairs of one class"),
                      field("kappa", &A::kappa, "", "agreement beyond chance")};
  }
};
AgreementScores outcome_scores(const Confusion<5>& table);
AgreementScores rupture_scores(const Confusion<2>& table);

/// The area between the curves of survival (Kaplan-Meier) or, with `incidence`, of cause 1 (Aalen-Johansen),
/// from 0 to the smaller of their horizons (metrics.md, section 5). too_few where one has fewer than
/// `min_events` events. Cost: a sort.
CurveDifference curve_difference(const std::vector<Wait>& reference, const std::vector<Wait>& hypothesis,
                                 bool incidence, Milliseconds tau, std::int64_t min_events);

}  // namespace lull
