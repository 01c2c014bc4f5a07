#pragma once
#include <string>
#include <string_view>

#include "lull/store/metrics_reader.hpp"

namespace lull {

/// The first line of metrics.csv.
inline constexpr std::string_view metric_rows_header = "recording,metric,value,reason\n";

/// The lines of metrics.csv for a recording, whose metrics were just read: the JSON pointer of every number,
/// word and truth value of them, in the order of metrics.json, and the value, or why there is none.
std::string metric_rows(const std::string& recording, const MetricsReader& metrics);

}  // namespace lull
