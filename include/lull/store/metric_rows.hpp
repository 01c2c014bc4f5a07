#pragma once
#include <string>
#include <string_view>

namespace lull {

/// The first line of metrics.csv.
inline constexpr std::string_view metric_rows_header = "recording,metric,value,reason\n";

/// The lines of metrics.csv for a recording: the JSON pointer of every number, word and truth value of the
/// metrics in the bytes of a metrics.json, in its order, the value as it is there, or why there is none.
/// Curves stay in metrics.json. Throws Error(Fault::input) named `recording` when the bytes are none of ours.
std::string metric_rows(const std::string& recording, const std::string& metrics_json);

}  // namespace lull
