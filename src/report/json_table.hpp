#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <tuple>

#include "lull/core/fields.hpp"
#include "lull/response/value.hpp"
#include "report/json_text.hpp"

namespace lull {

inline void json_cell(bool value, JsonText& out) { out.boolean(value); }
inline void json_cell(double value, JsonText& out) { out.number(value); }
inline void json_cell(std::int64_t value, JsonText& out) { out.integer(value); }
inline void json_cell(Milliseconds value, JsonText& out) { out.number(in_seconds(value)); }
inline void json_cell(const std::string& value, JsonText& out) { out.text(value); }

template <class T>
void json_cell(const std::optional<T>& value, JsonText& out) {
  if (value) {
    json_cell(*value, out);
  } else {
    out.null();
  }
}

/// {"columns": [names], "units": [...], "rows": [[values], ...]}: each name once, however many rows there
/// are. Times are seconds, what is absent is null. `write_rows(write)` calls `write(row)` for each row, so
/// that they need not be there together.
template <Described Row, class WriteRows>
void json_table_of(const WriteRows& write_rows, JsonText& out) {
  out.open_object();
  out.key("columns");
  out.open_list(JsonText::Layout::one_line);
  std::apply([&](const auto&... each) { (out.plain_text(each.name), ...); }, Row::fields());
  out.close_list();
  out.key("units");
  out.open_list(JsonText::Layout::one_line);
  std::apply([&](const auto&... each) { (out.text(each.unit), ...); }, Row::fields());
  out.close_list();
  out.key("rows");
  out.open_list(JsonText::Layout::lines);
  write_rows([&](const Row& row) {
    out.open_list(JsonText::Layout::tight);
    for_each_field(row, [&](const auto&, const auto& value) { json_cell(value, out); });
    out.close_list();
  });
  out.close_list();
  out.close_object();
}

/// The same of rows that are there.
template <Described Row>
void json_table(std::span<const Row> rows, JsonText& out) {
  json_table_of<Row>(
      [&](const auto& write) {
        for (const Row& row : rows) write(row);
      },
      out);
}

}  // namespace lull
