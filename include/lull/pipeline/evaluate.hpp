#pragma once
#include <array>
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

/// How well the segments of one track agree.
struct TrackEvaluation {
  Track track{};
  Reason unavailable = Reason::none;  ///< why there is nothing to compare, or none
  std::int64_t recordings = 0;        ///< those in which both sides have the track
  Scored<FrameCounts> frames_10ms, frames_1s;
  Scored<EventCounts> events;  ///< onset and offset
  Scored<EventCounts> onsets;  ///< onset only, as DCASE
};

/// Everything of metrics.md, section 11.
struct Evaluation {
  MetricSettings settings;
  EvaluationOptions options;
  std::int64_t recordings = 0;
  std::int64_t groups = 0;
  Milliseconds observed{0};  ///< what was compared
  std::vector<TrackEvaluation> tracks;
};

/// Compares each hypothesis with its reference inside what the reference has observed. Pure; the same pairs
/// and settings give the same numbers. `settings` gives g_u (gaps below it are filled in both), those of
/// episodes and responses, and b and seed of the intervals. Throws Error(Fault::usage) for options out of
/// range. Cost: a sort of the segments, and b times the number of groups.
Evaluation evaluate(std::span<const RecordingPair> pairs, const MetricSettings& settings = {},
                    const EvaluationOptions& options = {});

}  // namespace lull
