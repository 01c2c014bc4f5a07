#include "labels/text_lines.hpp"

#include <algorithm>

#include "labels/decimal.hpp"

namespace lull {
namespace {

Milliseconds time_in(std::string_view text, std::string_view unit, const std::string& exponent,
                     std::string_view what, const std::string& where) {
  const std::optional<Decimal> time = parse_decimal(std::string(text) + exponent);
  const std::string said = std::string(what) + " '" + std::string(text) + "'";
  if (!time) {
    const bool comma = text.find(',') != std::string_view::npos;
    throw Error(Fault::input, where, said + (comma ? " has a decimal comma" : " is not a time"),
                "give " + std::string(unit) + (comma ? " with a decimal point" : " as a decimal number"));
  }
  if (time->negative && !time->is_zero()) {
    throw Error(Fault::input, where, said + " is negative", "correct or remove the line");
  }
  return round_half_up(*time);
}

}  // namespace

void for_each_whole_line(std::string_view text,
                         const std::function<void(std::string_view, std::size_t)>& take) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find_first_of("\r\n"), text.size());
    take(text.substr(0, end), number);
    const bool both = text.substr(end, 2) == "\r\n";
    text.remove_prefix(std::min(text.size(), end + (both ? 2 : 1)));
  }
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n\v\f";
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return text.substr(0, text.find_last_not_of(blanks) + 1);
}

std::string lower_case(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return lower;
}

std::string listed(const std::set<std::string>& names) {
  std::string text;
  for (const std::string& each : names) text += (text.empty() ? "" : ", ") + each;
  return text;
}

Milliseconds seconds_in(std::string_view text, std::string_view what, const std::string& where) {
  return time_in(text, "seconds", "", what, where);
}

Milliseconds milliseconds_in(std::string_view text, std::string_view what, const std::string& where) {
  return time_in(text, "milliseconds", "e-3", what, where);
}

Warning left_out(std::size_t count, const std::string& one, const std::string& several) {
  return {WarningCode::left_out, std::nullopt,
          "left out " + std::to_string(count) + " " + (count == 1 ? one : several)};
}

}  // namespace lull
