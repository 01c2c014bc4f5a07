#include "lull/store/table_file.hpp"

#include <fmt/format.h>

#include <array>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>

#include "store/output_file.hpp"
#include "store/parquet_table.hpp"
#include "store/table_columns.hpp"

namespace lull {
namespace {

using Kind = NumberColumn::Kind;

/// The fewest digits that read back as the same value; nothing for NaN.
template <class T>
void add_number(std::string& line, T value) {
  if constexpr (std::is_floating_point_v<T>) {
    if (std::isnan(value)) return;
  }
  std::array<char, 40> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  line.append(digits.data(), end);
}

void add_cell(std::string& line, Kind kind, const char* at) {
  switch (kind) {
    case Kind::whole:
      return add_number(line, value_at<std::int64_t>(at));
    case Kind::real:
      return add_number(line, value_at<double>(at));
    case Kind::single:
      return add_number(line, value_at<float>(at));
    case Kind::text:
      line.append(at, ::strnlen(at, text_bytes));
  }
}

std::string csv_head(const std::vector<NumberColumn>& columns) {
  std::string line;
  for (const NumberColumn& column : columns) {
    for (std::size_t i = 0; i < column.width; ++i) {
      if (!line.empty()) line += ',';
      line += name_of_value(column, i);
    }
  }
  return line + "\n";
}

/// Floats are optional, NaN being null; all others are required.
std::vector<ParquetColumn> parquet_columns(const std::vector<NumberColumn>& columns) {
  using To = ParquetKind;
  std::vector<ParquetColumn> all;
  for (const NumberColumn& column : columns) {
    const To kind = column.kind == Kind::whole  ? To::whole
                    : column.kind == Kind::real ? To::real
                    : column.kind == Kind::text ? To::text
                                                : To::single;
    for (std::size_t i = 0; i < column.width; ++i)
      all.push_back({name_of_value(column, i), kind, kind == To::single});
  }
  return all;
}

void add_to(ParquetTable& table, Kind kind, const char* at) {
  switch (kind) {
    case Kind::whole:
      return table.add(value_at<std::int64_t>(at));
    case Kind::real:
      return table.add(value_at<double>(at));
    case Kind::text:
      return table.add(std::string_view(at, ::strnlen(at, text_bytes)));
    case Kind::single:
      const auto value = value_at<float>(at);
      return std::isnan(value) ? table.add_nothing() : table.add(value);
  }
}

/// As numpy's descr has it.
std::string type_of(const NumberColumn& column) {
  const char order = std::endian::native == std::endian::little ? '<' : '>';
  const std::string type = column.kind == Kind::text     ? fmt::format("|S{}", text_bytes)
                           : column.kind == Kind::whole  ? fmt::format("{}i8", order)
                           : column.kind == Kind::single ? fmt::format("{}f4", order)
                                                         : fmt::format("{}f8", order);
  const std::string shape = column.width > 1 ? fmt::format(", ({},)", column.width) : "";
  return fmt::format("('{}', '{}'{})", column.name, type, shape);
}

}  // namespace

std::string_view name(TableFormat format) {
  switch (format) {
    case TableFormat::csv:
      return "csv";
    case TableFormat::npy:
      return "npy";
    case TableFormat::parquet:
      break;
  }
  return "parquet";
}

std::optional<TableFormat> table_format_named(std::string_view wanted) {
  for (const TableFormat each : {TableFormat::csv, TableFormat::npy, TableFormat::parquet}) {
    if (name(each) == wanted) return each;
  }
  return std::nullopt;
}

std::string name_of_value(const NumberColumn& column, std::size_t i) {
  if (column.width == 1) return column.name;
  return fmt::format("{}_{:0{}}", column.name, i, column.width > 100 ? 3 : 2);
}

std::string npy_header(const std::vector<NumberColumn>& columns, std::uint64_t rows) {
  std::string types;
  for (const NumberColumn& column : columns) types += (types.empty() ? "" : ", ") + type_of(column);
  constexpr std::size_t before = 10, most_digits = 20, line = 64;
  std::string text = fmt::format("{{'descr': [{}], 'fortran_order': False, 'shape': ({},), }}", types, rows);
  const std::size_t longest = text.size() - fmt::formatted_size("{}", rows) + most_digits + 1;
  text.resize((before + longest + line - 1) / line * line - before - 1, ' ');
  text += '\n';
  std::string head("\x93NUMPY\x01\x00", 8);
  head += static_cast<char>(text.size() & 0xff);
  head += static_cast<char>(text.size() >> 8);
  return head + text;
}

void TableRow::add(std::int64_t value) { bytes_.append(reinterpret_cast<const char*>(&value), sizeof value); }
void TableRow::add(double value) { bytes_.append(reinterpret_cast<const char*>(&value), sizeof value); }
void TableRow::add(std::span<const float> values) {
  bytes_.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());
}
void TableRow::add(std::string_view text) {
  bytes_ += text.substr(0, text_bytes);
  bytes_.append(text_bytes - std::min(text.size(), text_bytes), '\0');
}

struct TableFile::State {
  OutputFile file;
  TableFormat format;
  std::vector<NumberColumn> columns;
  std::optional<ParquetTable> parquet;
  std::uint64_t rows = 0;
  std::string line;
};

TableFile::TableFile(std::filesystem::path place, TableFormat format, std::vector<NumberColumn> columns)
    : state_(new State{OutputFile(std::move(place)), format, std::move(columns), std::nullopt, 0, {}}) {
  State& s = *state_;
  if (format == TableFormat::csv) s.file.append(csv_head(s.columns));
  if (format == TableFormat::npy) s.file.append(npy_header(s.columns, 0));
  if (format == TableFormat::parquet) s.parquet.emplace(s.file, parquet_columns(s.columns));
}
TableFile::TableFile(TableFile&&) noexcept = default;
TableFile::~TableFile() = default;

void TableFile::append(const TableRow& row) {
  State& s = *state_;
  ++s.rows;
  if (s.format == TableFormat::npy) return s.file.append(row.bytes());
  s.line.clear();
  const char* at = row.bytes().data();
  for (const NumberColumn& column : s.columns) {
    for (std::size_t i = 0; i < column.width; ++i, at += size_of(column.kind)) {
      if (s.parquet) {
        add_to(*s.parquet, column.kind, at);
        continue;
      }
      if (at != row.bytes().data()) s.line += ',';
      add_cell(s.line, column.kind, at);
    }
  }
  if (s.parquet) return;
  s.line += '\n';
  s.file.append(s.line);
}

void TableFile::commit() {
  State& s = *state_;
  if (s.format == TableFormat::npy) s.file.replace_start(npy_header(s.columns, s.rows));
  if (s.parquet) s.parquet->finish();
  s.file.commit();
}

}  // namespace lull
