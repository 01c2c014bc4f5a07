#pragma once
#include <optional>
#include <string>

#include "lull/core/units.hpp"

namespace lull {

/// The time since midnight of an ISO 8601 date and time such as 2024-03-01T21:14:05.250+01:00, as its clock
/// shows it. Nothing for any other text. Minutes are needed; seconds and their fraction are not.
std::optional<Milliseconds> time_of_day(const std::optional<std::string>& start_time);

}  // namespace lull
