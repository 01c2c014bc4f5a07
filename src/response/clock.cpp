#include "response/clock.hpp"

#include <string_view>

namespace lull {
namespace {

/// Two digits at `at`, up to `highest`.
std::optional<int> two_digits(std::string_view text, std::size_t at, int highest) {
  if (at + 2 > text.size()) return std::nullopt;
  const char tens = text[at], ones = text[at + 1];
  if (tens < '0' || tens > '9' || ones < '0' || ones > '9') return std::nullopt;
  const int number = (tens - '0') * 10 + (ones - '0');
  return number <= highest ? std::optional(number) : std::nullopt;
}

/// ".25" at `at` is 250 ms; digits beyond the third are cut, the hour does not depend on them.
Milliseconds fraction(std::string_view text, std::size_t at) {
  if (at >= text.size() || (text[at] != '.' && text[at] != ',')) return Milliseconds{0};
  int milliseconds = 0, unit = 100;
  for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, unit /= 10) {
    milliseconds += (text[at] - '0') * unit;
  }
  return Milliseconds{milliseconds};
}

}  // namespace

std::optional<Milliseconds> time_of_day(const std::optional<std::string>& start_time) {
  if (!start_time) return std::nullopt;
  const std::string_view text = *start_time;
  const std::size_t separator = text.find_first_of("T ");
  if (separator == std::string_view::npos) return std::nullopt;
  const auto hours = two_digits(text, separator + 1, 23);
  const auto minutes = two_digits(text, separator + 4, 59);
  if (!hours || !minutes || text[separator + 3] != ':') return std::nullopt;
  Milliseconds time = std::chrono::hours{*hours} + std::chrono::minutes{*minutes};
  if (separator + 6 < text.size() && text[separator + 6] == ':') {
    const auto seconds = two_digits(text, separator + 7, 60);
    if (!seconds) return std::nullopt;
    time += std::chrono::seconds{*seconds} + fraction(text, separator + 9);
  }
  return time;
}

}  // namespace lull
