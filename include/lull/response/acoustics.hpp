#pragma once
#include <initializer_list>
#include <optional>
#include <span>
#include <vector>

#include "lull/events/session.hpp"
#include "lull/response/evidence.hpp"

namespace lull {

/// How the crying sounds: means over cry units weighted by their time. Source: metrics.md, section 3.
struct AcousticMetrics {
  Number f0_median_hz, f0_max_hz, pct_phonation, pct_hyperphonation, pct_dysphonation, level_dbfs;

  static constexpr auto fields() {
    using A = AcousticMetrics;
    return std::tuple{
        field("f0_median_hz", &A::f0_median_hz, "Hz", "median pitch of units"),
        field("f0_max_hz", &A::f0_max_hz, "Hz", "highest pitch of units"),
        field("pct_phonation", &A::pct_phonation, "%", "frames voiced at 250 to 1000 Hz"),
        field("pct_hyperphonation", &A::pct_hyperphonation, "%", "frames voiced at 1000 Hz or above"),
        field("pct_dysphonation", &A::pct_dysphonation, "%", "energetic, noisy frames"),
        field("level_dbfs", &A::level_dbfs, "dB", "level re full scale")};
  }
};

/// Over all cry units; no_audio where none has sound, no_episodes where there is none, undefined where none
/// has a pitch.
AcousticMetrics measure_acoustics(const Session& session, const Evidence& evidence);

/// Whether any event was heard rather than annotated.
bool has_sound(const Session& session);

/// Means weighted by time; a value that no event has is absent.
struct MeanSound {
  std::optional<double> f0_median_hz, f0_max_hz, pct_phonation, pct_hyperphonation, pct_dysphonation,
      level_dbfs;
  std::optional<double> f0_range_st;
  std::optional<double> distress_mean;
  std::optional<double> distress_peak;  ///< percentile 95 over time
};

/// What a session's events sound like inside any spans of its time.
/// Points to the events that have sound: the session must outlive it, unchanged. Cost of `mean`: a search and
/// the events near the spans.
class SoundBook {
 public:
  explicit SoundBook(const Session& session);
  /// Whether nobody had the sound: a recording that was listened to in vain is not.
  bool empty() const { return !listened_; }
  /// Over the events with one of the `wanted` labels, weighted by the time that they share with `spans`.
  /// `spans` in order and apart.
  MeanSound mean(std::span<const TimeSpan> spans, std::initializer_list<Label> wanted) const;

 private:
  std::vector<const Event*> heard_;  ///< by onset
  Milliseconds longest_{0};
  bool listened_;
};

/// Over all cry units; no_audio where none has sound, no_episodes where there is none, undefined where none
/// has a pitch.
AcousticMetrics measure_acoustics(const SoundBook& sounds, const Evidence& evidence);

}  // namespace lull
