#include "labels/decimal.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdlib>

namespace lull {
namespace {

/// Whole seconds may have this many digits: their milliseconds fit 64 bits with room for sums.
constexpr std::size_t most_whole_digits = 12;
constexpr int largest_exponent = 1000;

/// Takes digits off the front of `text`.
std::string_view take_digits(std::string_view& text) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
  const std::string_view digits = text.substr(0, end);
  text.remove_prefix(end);
  return digits;
}

bool take(char wanted, std::string_view& text) {
  if (text.empty() || text.front() != wanted) return false;
  text.remove_prefix(1);
  return true;
}

/// "e-3" at the front is -3; nothing there is 0; nothing for a broken or absurd one.
std::optional<int> take_exponent(std::string_view& text) {
  if (!take('e', text) && !take('E', text)) return 0;
  const bool negative = take('-', text);
  if (!negative) take('+', text);
  const std::string_view digits = take_digits(text);
  int exponent = 0;
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
  if (digits.empty() || result.ec != std::errc{} || exponent > largest_exponent) return std::nullopt;
  return negative ? -exponent : exponent;
}

void strip_zeros_behind(std::string& digits) { digits.erase(digits.find_last_not_of('0') + 1); }

}  // namespace

std::optional<Decimal> parse_decimal(std::string_view text) {
  Decimal value;
  value.negative = take('-', text);
  if (!value.negative) take('+', text);
  std::string whole(take_digits(text));
  std::string fraction;
  if (take('.', text)) fraction = take_digits(text);
  if (whole.empty() && fraction.empty()) return std::nullopt;
  const std::optional<int> exponent = take_exponent(text);
  if (!exponent || !text.empty()) return std::nullopt;

  // Move the point: pad with zeros where it goes beyond the digits.
  const auto shift = static_cast<std::size_t>(std::abs(*exponent));
  if (*exponent > 0) {
    fraction.resize(std::max(fraction.size(), shift), '0');
    whole += fraction.substr(0, shift);
    fraction.erase(0, shift);
  } else if (*exponent < 0) {
    whole.insert(0, shift > whole.size() ? shift - whole.size() : 0, '0');
    fraction.insert(0, whole.substr(whole.size() - shift));
    whole.erase(whole.size() - shift);
  }
  whole.erase(0, whole.find_first_not_of('0'));
  if (whole.size() > most_whole_digits) return std::nullopt;
  fraction.resize(std::max<std::size_t>(fraction.size(), 3), '0');
  const std::string number = whole + fraction.substr(0, 3);
  std::from_chars(number.data(), number.data() + number.size(), value.milliseconds);
  value.rest = fraction.substr(3);
  strip_zeros_behind(value.rest);
  return value;
}

Decimal operator+(const Decimal& a, const Decimal& b) {
  Decimal sum{false, a.milliseconds + b.milliseconds, a.rest};
  std::string other = b.rest;
  const std::size_t digits = std::max(sum.rest.size(), other.size());
  sum.rest.resize(digits, '0');
  other.resize(digits, '0');
  int carry = 0;
  for (std::size_t i = digits; i-- > 0;) {
    const int digit = (sum.rest[i] - '0') + (other[i] - '0') + carry;
    sum.rest[i] = static_cast<char>('0' + digit % 10);
    carry = digit / 10;
  }
  sum.milliseconds += carry;
  strip_zeros_behind(sum.rest);
  return sum;
}

Milliseconds round_half_up(const Decimal& value) {
  const bool up = !value.rest.empty() && value.rest.front() >= '5';
  return Milliseconds{value.milliseconds + (up ? 1 : 0)};
}

std::string seconds_text(Milliseconds time) {
  const std::string fraction = std::to_string(time.count() % 1000);
  return std::to_string(time.count() / 1000) + "." + std::string(3 - fraction.size(), '0') + fraction;
}

}  // namespace lull
