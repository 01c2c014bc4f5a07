#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "lull/core/interval.hpp"

namespace lull {

/// What is odd about a recording that can be used all the same. The names are fixed: users filter by them.
enum class WarningCode {
  truncated,        ///< fewer samples than the file declares: cut short
  size_mismatch,    ///< the header's sizes are wrong; what is there was read
  trailing_data,    ///< bytes after the audio that are no part of it
  chained_stream,   ///< several streams one after the other in a file
  decode_error,     ///< a part could not be decoded
  not_finite,       ///< NaN or infinite samples, read as 0
  clipped,          ///< many samples at full scale
  silent,           ///< nothing but digital silence
  digital_silence,  ///< a long run of exact zeros: taken as not observed
  low_level,        ///< so quiet that voices may be missed
  dc_offset,        ///< the mean is far from 0
  antiphase,        ///< the channels cancel each other in the mono mix
  dead_channel,     ///< a channel without sound
  narrow_band,      ///< the sample rate is too low for the whole of the analysed band
  unknown_length,   ///< the file does not declare how long it is
  unknown_label,    ///< an annotation label that maps to nothing was left out
  overlap,          ///< annotations at one time, where the format has one after the other
  left_out,         ///< lines of an annotation without a time, a length or a voice were left out
};

/// The fixed name of a code, such as "truncated".
std::string_view name(WarningCode code);

/// Usable, but look: what, where in the recording (if at one place), and in plain words.
struct Warning {
  WarningCode code{};
  std::optional<TimeSpan> where;
  std::string text;
};

}  // namespace lull
