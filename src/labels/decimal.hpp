#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "lull/core/units.hpp"

namespace lull {

/// A decimal number of seconds, exact to its last digit: whole milliseconds and the digits after them.
struct Decimal {
  bool negative = false;
  std::int64_t milliseconds = 0;
  std::string rest;  ///< digits after the third decimal, without zeros at its end

  bool is_zero() const { return milliseconds == 0 && rest.empty(); }
};

/// Reads text such as 14.342, .5, 3. or 1.2e-3; nothing for any other text (nan, inf) or for 30,000 years and
/// more.
std::optional<Decimal> parse_decimal(std::string_view text);

/// The sum of two numbers that are not negative, exact.
Decimal operator+(const Decimal& a, const Decimal& b);

/// Rounded half up to whole milliseconds; `value` is not negative.
Milliseconds round_half_up(const Decimal& value);

/// Seconds with three digits, such as 14.342; `time` is not negative.
std::string seconds_text(Milliseconds time);

}  // namespace lull
