#include "lull/core/clock.hpp"

namespace lull {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;

/// Takes `digits` digits that make a number up to `highest` off the front of `text`.
std::optional<int> take_number(std::string_view& text, std::size_t digits, int highest) {
  int number = 0;
  if (text.size() < digits) return std::nullopt;
  for (const char c : text.substr(0, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  if (number > highest) return std::nullopt;
  text.remove_prefix(digits);
  return number;
}

bool take(char wanted, std::string_view& text) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<sys_days> take_date(std::string_view& text) {
  const auto year = take_number(text, 4, 9999);
  if (!year || !take('-', text)) return std::nullopt;
  const auto month = take_number(text, 2, 12);
  if (!month || !take('-', text)) return std::nullopt;
  const auto day_of_month = take_number(text, 2, 31);
  if (!day_of_month) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day_of_month)}};
  return date.ok() ? std::optional(sys_days{date}) : std::nullopt;
}

/// ".25" is 250 ms.
Milliseconds take_fraction(std::string_view& text) {
  if (!take('.', text) && !take(',', text)) return Milliseconds{0};
  int milliseconds = 0, unit = 100;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; unit /= 10) {
    milliseconds += (text.front() - '0') * unit;
    text.remove_prefix(1);
  }
  return Milliseconds{milliseconds};
}

std::optional<Milliseconds> take_time(std::string_view& text) {
  const auto hour = take_number(text, 2, 23);
  if (!hour || !take(':', text)) return std::nullopt;
  const auto minute = take_number(text, 2, 59);
  if (!minute) return std::nullopt;
  Milliseconds time = hours{*hour} + minutes{*minute};
  if (take(':', text)) {
    const auto second = take_number(text, 2, 60);
    if (!second) return std::nullopt;
    time += seconds{*second} + take_fraction(text);
  }
  return time;
}

/// "+01:00", "-0530", "+01" or "Z"; nothing for any other text.
std::optional<minutes> take_offset(std::string_view& text) {
  if (take('Z', text)) return minutes{0};
  const bool west = take('-', text);
  if (!west && !take('+', text)) return std::nullopt;
  const auto hour = take_number(text, 2, 23);
  if (!hour) return std::nullopt;
  minutes offset = hours{*hour};
  if (take(':', text) || !text.empty()) {
    const auto minute = take_number(text, 2, 59);
    if (!minute) return std::nullopt;
    offset += minutes{*minute};
  }
  return west ? -offset : offset;
}

std::string padded(std::int64_t number, std::size_t digits) {
  const std::string text = std::to_string(number);
  return std::string(text.size() < digits ? digits - text.size() : 0, '0') + text;
}

std::string hours_and_minutes(std::int64_t all_minutes) {
  return padded(all_minutes / 60, 2) + ":" + padded(all_minutes % 60, 2);
}

}  // namespace

std::optional<ClockTime> parse_clock_time(std::string_view text) {
  ClockTime time;
  if (text.size() > 4 && text[4] == '-') {
    time.date = take_date(text);
    if (!time.date || (!take('T', text) && !take(' ', text))) return std::nullopt;
  } else {
    take('T', text);
  }
  const auto of_day = take_time(text);
  if (!of_day) return std::nullopt;
  time.of_day = *of_day;
  if (!text.empty()) {
    time.offset = take_offset(text);
    if (!time.offset || !text.empty()) return std::nullopt;
  }
  return time;
}

std::optional<Milliseconds> time_of_day(const std::optional<std::string>& start_time) {
  if (!start_time) return std::nullopt;
  const auto time = parse_clock_time(*start_time);
  return time ? std::optional(time->of_day) : std::nullopt;
}

ClockTime later_by(ClockTime time, Milliseconds later) {
  const Milliseconds moved = time.of_day + later;
  const auto days = std::chrono::floor<std::chrono::days>(moved);
  time.of_day = moved - days;
  if (time.date) *time.date += days;
  return time;
}

ClockTime as_shown_at(const ClockTime& time, minutes offset) {
  ClockTime shown = later_by(time, offset - time.offset.value_or(offset));
  shown.offset = offset;
  return shown;
}

Milliseconds between(const ClockTime& from, const ClockTime& to) {
  Milliseconds length = to.of_day - from.of_day;
  if (from.date && to.date) length += *to.date - *from.date;
  if (from.offset && to.offset) length += *from.offset - *to.offset;
  return length;
}

std::string clock_text(const ClockTime& time) {
  std::string text;
  if (time.date) {
    const std::chrono::year_month_day date{*time.date};
    text = padded(int{date.year()}, 4) + "-" + padded(unsigned{date.month()}, 2) + "-" +
           padded(unsigned{date.day()}, 2) + "T";
  }
  text += hours_and_minutes(time.of_day / minutes{1});
  text += ":" + padded((time.of_day % minutes{1}) / seconds{1}, 2);
  if (const auto fraction = (time.of_day % seconds{1}).count(); fraction != 0) {
    text += "." + padded(fraction, 3);
  }
  if (!time.offset) return text;
  if (*time.offset == minutes{0}) return text + "Z";
  return text + (*time.offset < minutes{0} ? "-" : "+") +
         hours_and_minutes(std::chrono::abs(*time.offset).count());
}

Milliseconds paused_before(std::span<const RecorderPause> pauses, Milliseconds at) {
  Milliseconds sum{0};
  for (const RecorderPause& pause : pauses) {
    if (pause.at <= at) sum += pause.length;
  }
  return sum;
}

}  // namespace lull
