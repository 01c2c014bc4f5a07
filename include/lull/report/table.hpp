#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "lull/core/csv.hpp"
#include "lull/core/fields.hpp"
#include "lull/core/text.hpp"

namespace lull {

/// A value as the text of a CSV cell: numbers independent of the locale, times in seconds with three digits,
/// booleans as true or false. Text that a spreadsheet would run as a formula (= + - @ or a tab in front) gets
/// an apostrophe in front; text is quoted where RFC 4180 asks for it; bytes that are no UTF-8 become U+FFFD.
std::string csv_cell(std::string_view text);
std::string csv_cell(double number);
std::string csv_cell(std::int64_t number);
std::string csv_cell(Milliseconds time);
inline std::string csv_cell(bool value) { return value ? "true" : "false"; }

/// An absent value is an empty cell.
template <class T>
std::string csv_cell(const std::optional<T>& value) {
  return value ? csv_cell(*value) : std::string();
}

/// The header line of a described struct.
template <Described Row>
void write_csv_header(std::ostream& out) {
  static const std::string line = [] {
    std::string names;
    std::apply([&](const auto&... each) { ((names += names.empty() ? "" : ",", names += each.name), ...); },
               Row::fields());
    return names + '\n';
  }();
  out << line;
}

/// One line a row, without a header.
template <Described Row>
void write_csv_rows(std::ostream& out, std::span<const Row> rows) {
  std::string line;
  for (const Row& row : rows) {
    line.clear();
    for_each_field(row, [&](const auto&, const auto& value) {
      if constexpr (std::same_as<std::remove_cvref_t<decltype(value)>, std::string>) {
        line += csv_cell(std::string_view(value));
      } else {
        line += csv_cell(value);
      }
      line += ',';
    });
    line.back() = '\n';
    out << line;
  }
}

/// A cell as the value it was written from; throws Error(Fault::input) for a cell that is none.
void parse_cell(const std::string& cell, std::string& value);
void parse_cell(const std::string& cell, double& value);
void parse_cell(const std::string& cell, std::int64_t& value);
void parse_cell(const std::string& cell, Milliseconds& value);
void parse_cell(const std::string& cell, bool& value);
template <class T>
void parse_cell(const std::string& cell, std::optional<T>& value) {
  value.reset();
  if (!cell.empty()) parse_cell(cell, value.emplace());
}

/// A value as reading its cell would have it.
template <class T>
void read_back(T& value) {
  parse_cell(csv_cell(value), value);
}
inline void read_back(std::string& value) { parse_cell(as_utf8(value), value); }  // quotes come and go
template <class T>
void read_back(std::optional<T>& value) {
  if (value) read_back(*value);
  if constexpr (std::same_as<T, std::string>) {
    if (value && value->empty()) value.reset();
  }
}

/// A row as reading what write_csv gives of it would have it.
template <Described Row>
Row as_written(const Row& row) {
  Row written = row;
  for_each_field(written, [](const auto&, auto& value) { read_back(value); });
  return written;
}

/// Calls `take` with each row of a described struct from text that write_csv gave; memory of one.
/// Throws Error(Fault::input) when the columns are not those of the struct.
template <Described Row, class Take>
void for_each_row(std::string_view text, const Take& take) {
  const auto expect = [](bool same) {
    if (same) return;
    throw Error(Fault::input, "table", "has other columns than this version", "use --force to make it anew");
  };
  bool is_header = true;
  for_each_csv_line(text, "table", [&](const CsvLine& line) {
    Row row;
    std::size_t column = 0;
    for_each_field(row, [&](const auto& each, auto& value) {
      expect(column < line.cells.size());
      const std::string& cell = line.cells[column++];
      if (is_header) {
        expect(cell == each.name);
      } else {
        parse_cell(cell, value);
      }
    });
    if (!std::exchange(is_header, false)) take(std::move(row));
  });
}

/// All of them.
template <Described Row>
std::vector<Row> read_csv(std::string_view text) {
  std::vector<Row> rows;
  for_each_row<Row>(text, [&](Row&& row) { rows.push_back(std::move(row)); });
  return rows;
}

/// Header and rows.
template <Described Row>
void write_csv(std::ostream& out, std::span<const Row> rows) {
  write_csv_header<Row>(out);
  write_csv_rows(out, rows);
}

}  // namespace lull
