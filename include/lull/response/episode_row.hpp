#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "lull/core/fields.hpp"
#include "lull/response/acoustics.hpp"
#include "lull/response/evidence.hpp"

namespace lull {

/// One episode as a row of episodes.csv: the columns and their order are those of the file.
/// What does not apply is absent: a left-censored episode has nothing from `concurrent` to `repair`, one
/// without an adult track only `total_s` there; acoustics need sound.
struct EpisodeRow {
  std::string recording;
  std::int64_t episode = 0;  ///< 1-based
  Milliseconds onset_s{0}, offset_s{0}, cry_s{0};
  std::string class_;  ///< cry or fuss
  std::optional<double> distress_mean, distress_peak;
  bool left_censored = false, calm_confirmed = false;
  std::optional<bool> concurrent, responded;
  std::optional<std::string> responder;
  std::optional<Milliseconds> latency_s, cry_before_response_s, coregulation_s, total_s;
  std::optional<bool> attended;
  std::optional<std::string> outcome;
  std::optional<bool> rupture;
  std::optional<std::string> repair;
  std::optional<double> f0_median_hz, f0_max_hz, pct_phonation, pct_hyperphonation, pct_dysphonation,
      level_dbfs;

  static constexpr auto fields() {
    using R = EpisodeRow;
    return std::tuple{
        field("recording", &R::recording, "", "which recording"),
        field("episode", &R::episode, "", "number in the recording, from 1"),
        field("onset_s", &R::onset_s, "s", "first onset"),
        field("offset_s", &R::offset_s, "s", "last offset"),
        field("cry_s", &R::cry_s, "s", "crying in it"),
        field("class", &R::class_, "", "cry or fuss"),
        field("distress_mean", &R::distress_mean, "", "mean over time, relative to the recording"),
        field("distress_peak", &R::distress_peak, "", "percentile 95 over time"),
        field("left_censored", &R::left_censored, "", "true onset not known"),
        field("calm_confirmed", &R::calm_confirmed, "", "quiet lasted long enough"),
        field("concurrent", &R::concurrent, "", "an adult was already speaking"),
        field("responded", &R::responded, "", "an adult began to speak"),
        field("responder", &R::responder, "", "who"),
        field("latency_s", &R::latency_s, "s", "from onset to answer"),
        field("cry_before_response_s", &R::cry_before_response_s, "s", "crying before the answer, or all"),
        field("coregulation_s", &R::coregulation_s, "s", "from answer to quiet"),
        field("total_s", &R::total_s, "s", "from onset to quiet"),
        field("attended", &R::attended, "", "an adult was still vocal near the end"),
        field("outcome", &R::outcome, "", "how it ended"),
        field("rupture", &R::rupture, "", "long without an answer in time"),
        field("repair", &R::repair, "", "what became of the rupture"),
        field("f0_median_hz", &R::f0_median_hz, "Hz", "median pitch"),
        field("f0_max_hz", &R::f0_max_hz, "Hz", "highest pitch"),
        field("pct_phonation", &R::pct_phonation, "%", "frames voiced at 250 to 1000 Hz"),
        field("pct_hyperphonation", &R::pct_hyperphonation, "%", "frames voiced at 1000 Hz or above"),
        field("pct_dysphonation", &R::pct_dysphonation, "%", "energetic, noisy frames"),
        field("level_dbfs", &R::level_dbfs, "dB", "level re full scale")};
  }
};

/// One row an episode, left-censored ones too, in order. Empty without a cry track.
std::vector<EpisodeRow> episode_rows(const std::string& recording, const SoundBook& sounds,
                                     const Evidence& evidence);

}  // namespace lull
