#pragma once
#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "lull/core/units.hpp"

namespace lull {

/// A clock time as ISO 8601 writes it. Without a date it is a time of day.
struct ClockTime {
  std::optional<std::chrono::sys_days> date;
  Milliseconds of_day{0};                      ///< since midnight, as that clock shows it
  std::optional<std::chrono::minutes> offset;  ///< of that clock from UTC; absent: not said
};

/// Reads 2024-03-01T21:14:05.250+01:00, 2024-03-01 21:14, 21:14:05 or T21:14Z; nothing for any other text.
/// Digits after the third of a second are cut.
std::optional<ClockTime> parse_clock_time(std::string_view text);

/// The time since midnight, as its clock shows it, of what parse_clock_time() reads.
std::optional<Milliseconds> time_of_day(const std::optional<std::string>& start_time);

/// The same moment `later`, by a clock of the same offset. Without a date it stays within the day.
ClockTime later_by(ClockTime time, Milliseconds later);

/// What a clock of that offset shows at the same moment; `time` says its date and offset.
ClockTime as_shown_at(const ClockTime& time, std::chrono::minutes offset);

/// The time from one to the other; both have a date. Offsets count where both have one.
Milliseconds between(const ClockTime& from, const ClockTime& to);

/// Such as 2024-03-01T21:14:05.250+01:00: the fraction only where there is one, Z for an offset of 0.
std::string clock_text(const ClockTime& time);

/// A place where a recorder stood still, by its own report: the file goes on as if nothing was, the clock has
/// moved.
struct RecorderPause {
  Milliseconds at{0};      ///< in the file
  Milliseconds length{0};  ///< of the time that is not in the file; 0 if it is not known
};

/// How much clock time the pauses up to `at` (a place in the file) took; `pauses` in order.
Milliseconds paused_before(std::span<const RecorderPause> pauses, Milliseconds at);

}  // namespace lull
