#include "store/parquet_table.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>

#include "lull/core/version.hpp"
#include "store/table_columns.hpp"

namespace lull {
namespace {

using Kind = NumberColumn::Kind;

static_assert(std::endian::native == std::endian::little, "values are written as they lie in memory");

constexpr std::size_t most_bytes = 8 << 20;  // of a row group
constexpr std::string_view magic = "PAR1";

// Of parquet.thrift.
enum PhysicalType { int64_type = 2, float_type = 4, double_type = 5, byte_array_type = 6 };
enum { plain = 0, run_length = 3, required = 0, optional = 1, utf8 = 0, uncompressed = 0, data_page = 0 };

PhysicalType type_of(Kind kind) {
  switch (kind) {
    case Kind::whole:
      return int64_type;
    case Kind::real:
      return double_type;
    case Kind::text:
      return byte_array_type;
    case Kind::single:
      break;
  }
  return float_type;
}

void add_length(std::string& to, std::size_t length) {
  const auto value = static_cast<std::uint32_t>(length);
  to.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// Which values are there, a bit each: one run where all or none are, else packed, eight to a byte.
std::string levels_of(const std::vector<bool>& there) {
  std::string runs;
  const bool first = !there.empty() && there[0];
  if (std::all_of(there.begin(), there.end(), [&](bool each) { return each == first; })) {
    add_varint(runs, there.size() << 1);
    runs += static_cast<char>(first);
  } else {
    const std::size_t bytes = (there.size() + 7) / 8;
    add_varint(runs, bytes << 1 | 1);
    for (std::size_t i = 0; i < bytes; ++i) {
      unsigned packed = 0;
      for (std::size_t bit = 0; bit < 8 && 8 * i + bit < there.size(); ++bit)
        packed |= static_cast<unsigned>(there[8 * i + bit]) << bit;
      runs += static_cast<char>(packed);
    }
  }
  std::string levels;
  add_length(levels, runs.size());
  return levels + runs;
}

std::string page_header(std::size_t bytes, std::size_t values) {
  ThriftCompact header;
  header.add_i32(1, data_page);
  header.add_i32(2, static_cast<std::int32_t>(bytes));
  header.add_i32(3, static_cast<std::int32_t>(bytes));
  header.begin_struct(5);
  header.add_i32(1, static_cast<std::int32_t>(values));
  header.add_i32(2, plain);
  header.add_i32(3, run_length);
  header.add_i32(4, run_length);
  header.end_struct();
  header.end_struct();
  return header.bytes();
}

}  // namespace

ParquetTable::ParquetTable(OutputFile& file, const std::vector<NumberColumn>& columns) : file_(file) {
  for (const NumberColumn& column : columns) {
    for (std::size_t i = 0; i < column.width; ++i) {
      columns_.push_back({name_of_value(column, i), column.kind, record_});
      record_ += size_of(column.kind);
    }
  }
  file_.append(magic);
}

void ParquetTable::append(std::string_view record) {
  rows_ += record;
  if (rows_.size() + record_ > most_bytes) write_group();
}

std::string ParquetTable::page_of(const Column& column) const {
  const std::size_t rows = rows_.size() / record_;
  std::string values;
  std::vector<bool> there;
  for (std::size_t row = 0; row < rows; ++row) {
    const char* at = rows_.data() + row * record_ + column.offset;
    if (column.kind == Kind::text) {
      const std::size_t length = ::strnlen(at, text_bytes);
      add_length(values, length);
      values.append(at, length);
      continue;
    }
    if (column.kind == Kind::single) {
      there.push_back(!std::isnan(value_at<float>(at)));
      if (!there.back()) continue;
    }
    values.append(at, size_of(column.kind));
  }
  return column.kind == Kind::single ? levels_of(there) + values : values;
}

void ParquetTable::write_group() {
  if (rows_.empty()) return;
  const std::size_t rows = rows_.size() / record_;
  Group group{static_cast<std::int64_t>(rows), {}};
  for (const Column& column : columns_) {
    const std::string page = page_of(column);
    const std::uint64_t start = file_.size();
    file_.append(page_header(page.size(), rows));
    file_.append(page);
    group.chunks.push_back({start, file_.size() - start});
  }
  groups_.push_back(std::move(group));
  rows_.clear();
}

/// The root, then a leaf for each column.
void ParquetTable::add_schema(ThriftCompact& to) const {
  to.begin_list_of_structs(2, columns_.size() + 1);
  to.begin_item();
  to.add_text(4, "table");
  to.add_i32(5, static_cast<std::int32_t>(columns_.size()));
  to.end_struct();
  for (const Column& column : columns_) {
    to.begin_item();
    to.add_i32(1, type_of(column.kind));
    to.add_i32(3, column.kind == Kind::single ? optional : required);
    to.add_text(4, column.name);
    if (column.kind == Kind::text) to.add_i32(6, utf8);
    to.end_struct();
  }
}

void ParquetTable::add_group(ThriftCompact& to, const Group& group) const {
  to.begin_item();
  to.begin_list_of_structs(1, columns_.size());
  std::int64_t bytes = 0;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const auto start = static_cast<std::int64_t>(group.chunks[i].start);
    const auto size = static_cast<std::int64_t>(group.chunks[i].size);
    bytes += size;
    to.begin_item();
    to.add_i64(2, start);
    to.begin_struct(3);
    to.add_i32(1, type_of(columns_[i].kind));
    to.begin_list_of_i32(2, 2);
    to.item(plain);
    to.item(run_length);
    to.begin_list_of_text(3, 1);
    to.item(std::string_view(columns_[i].name));
    to.add_i32(4, uncompressed);
    to.add_i64(5, group.rows);
    to.add_i64(6, size);
    to.add_i64(7, size);
    to.add_i64(9, start);
    to.end_struct();
    to.end_struct();
  }
  to.add_i64(2, bytes);
  to.add_i64(3, group.rows);
  to.end_struct();
}

void ParquetTable::finish() {
  write_group();
  ThriftCompact footer;
  footer.add_i32(1, 1);  // version of the format
  add_schema(footer);
  std::int64_t rows = 0;
  for (const Group& group : groups_) rows += group.rows;
  footer.add_i64(3, rows);
  footer.begin_list_of_structs(4, groups_.size());
  for (const Group& group : groups_) add_group(footer, group);
  footer.add_text(6, "lull " + std::string(version()));
  footer.end_struct();
  file_.append(footer.bytes());
  std::string end;
  add_length(end, footer.bytes().size());
  file_.append(end);
  file_.append(magic);
}

}  // namespace lull
