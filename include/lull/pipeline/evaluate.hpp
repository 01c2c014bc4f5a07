#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lull/core/fields.hpp"
#include "lull/events/session.hpp"
#include "lull/events/settings.hpp"
#include "lull/response/value.hpp"

namespace lull {

/// The segments that are compared as one: crying of both labels, women, men, any adult (also of unknown sex),
/// the key child's other sounds, other children.
enum class Track : std::uint8_t { cry, female, male, adult, key_child, other_child };
inline constexpr std::array<Track, 6> all_tracks{Track::cry,   Track::female,    Track::male,
                                                 Track::adult, Track::key_child, Track::other_child};

/// CRY, FEM, MAL, adult, KCHI, OCH.
std::string_view name(Track track);

/// How segments are compared beside the settings of the metrics. Sources: metrics.md, section 11.
struct EvaluationOptions {
  Milliseconds onset_collar{200};
  double offset_share = 0.5;
  Milliseconds dcase_collar{500};
  Milliseconds collar{0};
  double least_iou = 0.3;

  static constexpr auto fields() {
    using O = EvaluationOptions;
    using namespace std::chrono_literals;
    return std::tuple{
        field("onset_collar", &O::onset_collar, "s", "onsets of a matched pair differ by at most this", 0ms,
              1h),
        field("offset_share", &O::offset_share, "",
              "and offsets by that or this share of the reference's length", 0.0, 1000.0),
        field("dcase_collar", &O::dcase_collar, "s", "the same where only onsets count", 0ms, 1h),
        field("collar", &O::collar, "s",
              "left out around each reference boundary by the error rates, full width", 0ms, 1h),
        field("least_iou", &O::least_iou, "", "overlap of matched episodes, of their union", 0.001, 1.0)};
  }
};

/// A recording as two parties describe it. What is compared is what the reference has observed.
struct RecordingPair {
  Session reference;
  Session hypothesis;
  std::string group;  ///< the infant; recordings of one group are drawn together
};

/// One score over all recordings together, with what the groups say of it.
struct Estimate {
  std::string_view name;
  Number value;                               ///< pooled
  std::optional<std::array<double, 2>> ci95;  ///< percentiles of resampled groups; absent with one group
  Number group_mean;                          ///< mean over the groups in which it exists
  std::int64_t groups = 0;                    ///< in how many it exists
};

/// What was counted, and the scores made from it.
template <class Counts>
struct Scored {
  Counts counts;
  std::vector<Estimate> scores;
};

/// Frames by what the two say of them.
struct FrameCounts {
  std::int64_t both = 0, hypothesis_only = 0, reference_only = 0, neither = 0;
  Milliseconds frame{10};

  std::int64_t all() const { return both + hypothesis_only + reference_only + neither; }
  FrameCounts& operator+=(const FrameCounts& other);
  static constexpr auto fields() {
    using F = FrameCounts;
    return std::tuple{field("both", &F::both, "", "true positives"),
                      field("hypothesis_only", &F::hypothesis_only, "", "false positives"),
                      field("reference_only", &F::reference_only, "", "false negatives"),
                      field("neither", &F::neither, "", "true negatives"),
                      field("frame_s", &F::frame, "s", "length of a frame")};
  }
};

/// Segments, and how many pairs of them match.
struct EventCounts {
  std::int64_t reference = 0, hypothesis = 0, matched = 0;

  EventCounts& operator+=(const EventCounts& other);
  static constexpr auto fields() {
    using E = EventCounts;
    return std::tuple{field("reference", &E::reference, "", "segments of the reference"),
                      field("hypothesis", &E::hypothesis, "", "segments of the hypothesis"),
                      field("matched", &E::matched, "", "pairs of the largest one-to-one matching")};
  }
};

/// Time, in ms, by what the two say of one track, outside collars.
struct DetectionTimes {
  Milliseconds reference{0}, false_alarm{0}, missed{0};

  DetectionTimes& operator+=(const DetectionTimes& other);
  static constexpr auto fields() {
    using D = DetectionTimes;
    return std::tuple{field("reference_s", &D::reference, "s", "time of the reference"),
                      field("false_alarm_s", &D::false_alarm, "s", "time of the hypothesis alone"),
                      field("missed_s", &D::missed, "s", "time of the reference alone")};
  }
};

/// The same over all labels at once: two voices at a time count twice.
struct IdentificationTimes {
  Milliseconds reference{0}, correct{0}, confused{0}, false_alarm{0}, missed{0};

  IdentificationTimes& operator+=(const IdentificationTimes& other);
  static constexpr auto fields() {
    using I = IdentificationTimes;
    return std::tuple{field("reference_s", &I::reference, "s", "time of the reference, a label each"),
                      field("correct_s", &I::correct, "s", "the hypothesis has the same label"),
                      field("confused_s", &I::confused, "s", "it has another one instead"),
                      field("false_alarm_s", &I::false_alarm, "s", "it has more labels"),
                      field("missed_s", &I::missed, "s", "it has fewer")};
  }
};

/// How much of each interval of a length the two fill, added up.
struct AmountSums {
  std::int64_t intervals = 0;
  std::int64_t partial = 0;  ///< of them, annotated in part
  std::int64_t without = 0;  ///< of them, without any time of the reference: no part of mape
  double x = 0, y = 0, xx = 0, yy = 0, xy = 0;  ///< reference x and hypothesis y, ms, and their products
  double absolute = 0;                          ///< sum of |y - x|, ms
  double relative = 0;                          ///< sum of |y - x| / x where x is above 0
  double x_low = 0, x_high = 0, y_low = 0, y_high = 0;  ///< ms; tell a constant exactly

  AmountSums& operator+=(const AmountSums& other);
  static constexpr auto fields() {
    using A = AmountSums;
    return std::tuple{field("intervals", &A::intervals, "", "intervals with annotated time"),
                      field("partial", &A::partial, "", "of them, annotated in part"),
                      field("mape_excluded", &A::without, "", "of them, none in the reference: not in mape")};
  }
};

/// Amounts over intervals of one length, laid from the start of each recording.
struct AmountEvaluation {
  std::string_view name;  ///< 5min, hour, day
  Milliseconds interval{0};
  Scored<AmountSums> sums;
};

/// How well the segments of one track agree.
struct TrackEvaluation {
  Track track{};
  Reason unavailable = Reason::none;  ///< why there is nothing to compare, or none
  std::int64_t recordings = 0;        ///< those in which both sides have the track
  Scored<FrameCounts> frames_10ms, frames_1s;
  Number pr_auc;               ///< by the segments' confidence and time; not_measurable without
  Scored<EventCounts> events;  ///< onset and offset
  Scored<EventCounts> onsets;  ///< onset only, as DCASE
  Scored<DetectionTimes> detection;
  std::vector<AmountEvaluation> amounts;
};

/// A table of what the reference says (rows) by what the hypothesis says (columns).
template <std::size_t N>
struct Confusion {
  std::array<std::array<std::int64_t, N>, N> counts{};

  Confusion& operator+=(const Confusion& other) {
    for (std::size_t i = 0; i < N; ++i) {
      for (std::size_t j = 0; j < N; ++j) counts[i][j] += other.counts[i][j];
    }
    return *this;
  }
};

/// Differences of one time, hypothesis less reference, over matched episodes.
struct TimeErrors {
  std::int64_t pairs = 0, within_1s = 0, within_5s = 0;
  Milliseconds absolute{0}, difference{0};  ///< sums

  TimeErrors& operator+=(const TimeErrors& other);
  static constexpr auto fields() {
    return std::tuple{field("pairs", &TimeErrors::pairs, "", "matched episodes in which both have the time")};
  }
};

/// The area between two curves from 0 to `to_s`.
struct CurveDifference {
  Number area_s, to_s;
  static constexpr auto fields() {
    using C = CurveDifference;
    return std::tuple{field("area_s", &C::area_s, "s", "area between the curves"),
                      field("to_s", &C::to_s, "s", "up to tau, or as far as both were watched")};
  }
};

/// Episodes that are not left-censored, matched by their overlap, and what is said of them.
struct EpisodeEvaluation {
  std::int64_t recordings = 0;              ///< those in which both sides have a cry track
  std::int64_t recordings_with_adults = 0;  ///< and an adult track
  Scored<EventCounts> matching;
  Scored<TimeErrors> duration, latency;
  Number duration_median_abs_s, latency_median_abs_s;
  Scored<Confusion<2>> response;     ///< responded, not
  Scored<Confusion<5>> outcome;      ///< in the order of Outcome
  Scored<Confusion<2>> rupture;      ///< rupture, none
  std::int64_t rupture_unknown = 0;  ///< matched pairs in which one was cut off before it could show
  CurveDifference total, coregulation, answered;  ///< time to quiet, from response to quiet, incidence of one
};

/// Everything of metrics.md, section 11.
struct Evaluation {
  MetricSettings settings;
  EvaluationOptions options;
  std::int64_t recordings = 0;
  std::int64_t groups = 0;
  Milliseconds observed{0};  ///< what was compared
  std::vector<TrackEvaluation> tracks;
  Scored<IdentificationTimes> identification;
  EpisodeEvaluation episodes;
};

/// Compares each hypothesis with its reference inside what the reference has observed. Pure; the same pairs
/// and settings give the same numbers. `settings` gives g_u (gaps below it are filled in both), those of
/// episodes and responses, and b and seed of the intervals. Throws Error(Fault::usage) for options out of
/// range. Cost: a sort of the segments, and b times the number of groups.
Evaluation evaluate(std::span<const RecordingPair> pairs, const MetricSettings& settings = {},
                    const EvaluationOptions& options = {});

}  // namespace lull
