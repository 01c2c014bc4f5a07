#include "lull/report/table.hpp"

#include <fmt/format.h>

#include <charconv>

#include "lull/core/text.hpp"

namespace lull {
namespace {

constexpr std::string_view formula_starts = "=+-@\t\r";

template <class T>
T parsed(const std::string& cell) {
  T value{};
  const auto [end, failed] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (failed != std::errc() || end != cell.data() + cell.size()) {
    throw Error(Fault::input, "table", "'" + cell + "' is no number", "use --force to make it anew");
  }
  return value;
}

}  // namespace

std::string csv_cell(std::string_view text) {
  std::string cell = as_utf8(text);
  if (!cell.empty() && formula_starts.find(cell[0]) != std::string_view::npos) cell.insert(0, 1, '\'');
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char c : cell) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

std::string csv_cell(double number) { return fmt::format("{:.6g}", number); }
std::string csv_cell(std::int64_t number) { return fmt::format("{}", number); }

std::string csv_cell(Milliseconds time) {
  const std::int64_t ms = time.count();
  return fmt::format("{}{}.{:03}", ms < 0 ? "-" : "", std::abs(ms) / 1000, std::abs(ms) % 1000);
}

void parse_cell(const std::string& cell, std::string& value) {
  const bool guarded =
      cell.size() > 1 && cell[0] == '\'' && formula_starts.find(cell[1]) != std::string_view::npos;
  value = guarded ? cell.substr(1) : cell;
}
void parse_cell(const std::string& cell, double& value) { value = parsed<double>(cell); }
void parse_cell(const std::string& cell, std::int64_t& value) { value = parsed<std::int64_t>(cell); }
void parse_cell(const std::string& cell, bool& value) { value = cell == "true"; }

void parse_cell(const std::string& cell, Milliseconds& value) {
  // Digits alone: 12.345 is 12345, and no binary fraction comes between.
  std::string digits = cell;
  const std::size_t point = digits.find('.');
  if (point == std::string::npos || digits.size() != point + 4) parsed<std::int64_t>("no time: " + cell);
  digits.erase(point, 1);
  value = Milliseconds{parsed<std::int64_t>(digits)};
}

}  // namespace lull
