#pragma once
#include <optional>
#include <span>

#include "lull/core/interval.hpp"
#include "lull/core/stage.hpp"
#include "lull/events/label.hpp"

namespace lull {

/// What one event sounds like, over its 10 ms frames. Absent values do not exist (an unvoiced event has no
/// F0). Definitions: metrics.md, section 3.
struct Sound {
  float level_dbfs = 0;          ///< mean power of the frames, dB re full scale (a full-scale square is 0)
  float tilt_db_per_octave = 0;  ///< mean spectral tilt, 200 to 3600 Hz
  std::optional<float> f0_median_hz;  ///< over voiced frames
  std::optional<float> f0_max_hz;     ///< percentile 97.5 of the same
  std::optional<float> f0_range_st;   ///< percentile 90 less percentile 10 of the same, in semitones
  float pct_phonation = 0;            ///< percent of the frames voiced with 250 <= F0 < 1000 Hz
  float pct_hyperphonation = 0;       ///< percent voiced with F0 >= 1000 Hz
  float pct_dysphonation = 0;         ///< percent energetic and noisy: periodicity < .45 or HNR < 3 dB
};

/// A stretch of time in which one voice is heard: from the segmenter or from somebody's annotation.
struct Event {
  Label label{};
  TimeSpan when;
  std::optional<float> confidence;  ///< mean probability, 0 to 1; only from a classifier
  std::optional<Sound> sound;       ///< only where the audio was heard
  std::optional<float> distress;    ///< 0 to 1, relative to the recording's own cries; only with sound
};

/// Closed events only; those of one voice in order of time. Position: the frame up to which all events are
/// known or, with `last`, the number of frames.
using EventBlock = Block<FrameIndex, std::span<const Event>>;

}  // namespace lull
