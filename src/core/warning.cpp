#include "lull/core/warning.hpp"

namespace lull {

std::string_view name(WarningCode code) {
  switch (code) {
    case WarningCode::truncated:
      return "truncated";
    case WarningCode::size_mismatch:
      return "size_mismatch";
    case WarningCode::trailing_data:
      return "trailing_data";
    case WarningCode::chained_stream:
      return "chained_stream";
    case WarningCode::decode_error:
      return "decode_error";
    case WarningCode::not_finite:
      return "not_finite";
    case WarningCode::clipped:
      return "clipped";
    case WarningCode::silent:
      return "silent";
    case WarningCode::digital_silence:
      return "digital_silence";
    case WarningCode::low_level:
      return "low_level";
    case WarningCode::dc_offset:
      return "dc_offset";
    case WarningCode::antiphase:
      return "antiphase";
    case WarningCode::dead_channel:
      return "dead_channel";
    case WarningCode::narrow_band:
      return "narrow_band";
    case WarningCode::unknown_length:
      return "unknown_length";
    case WarningCode::unknown_label:
      return "unknown_label";
    case WarningCode::overlap:
      return "overlap";
    case WarningCode::left_out:
      return "left_out";
  }
  return "unknown";
}

}  // namespace lull
