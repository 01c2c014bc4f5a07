#include "store/parquet_table.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <fstream>
#include <iterator>
#include <utility>

#include "lull/core/fields.hpp"
#include "lull/core/text.hpp"
#include "lull/core/version.hpp"

namespace lull {
namespace {

static_assert(std::endian::native == std::endian::little, "values are written as they lie in memory");

constexpr std::size_t most_bytes = 8 << 20;  // of a row group
constexpr std::string_view magic = "PAR1", writer = "lull ";

// Of parquet.thrift.
enum PhysicalType { boolean_type = 0, int64_type = 2, float_type = 4, double_type = 5, byte_array_type = 6 };
enum { plain = 0, run_length = 3, required = 0, optional = 1, utf8 = 0, uncompressed = 0, data_page = 0 };

PhysicalType type_of(ParquetKind kind) {
  switch (kind) {
    case ParquetKind::truth:
      return boolean_type;
    case ParquetKind::whole:
      return int64_type;
    case ParquetKind::real:
      return double_type;
    case ParquetKind::text:
      return byte_array_type;
    case ParquetKind::single:
      break;
  }
  return float_type;
}

void add_length(std::string& to, std::size_t length) {
  const auto value = static_cast<std::uint32_t>(length);
  to.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// `count` truth values, eight to a byte, the first in the lowest bit.
template <class Values>
void add_packed(std::string& to, const Values& values, std::size_t count) {
  for (std::size_t i = 0; i < count; i += 8) {
    unsigned packed = 0;
    for (std::size_t bit = 0; bit < 8 && i + bit < count; ++bit)
      packed |= static_cast<unsigned>(values[i + bit] != 0) << bit;
    to += static_cast<char>(packed);
  }
}

/// Which values are there, a bit each: one run where all or none are, else packed.
std::string levels_of(const std::vector<bool>& there) {
  std::string runs;
  const bool first = !there.empty() && there[0];
  if (std::all_of(there.begin(), there.end(), [&](bool each) { return each == first; })) {
    add_varint(runs, there.size() << 1);
    runs += static_cast<char>(first);
  } else {
    add_varint(runs, (there.size() + 7) / 8 << 1 | 1);
    add_packed(runs, there, there.size());
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

ParquetTable::ParquetTable(OutputFile& file, const std::vector<ParquetColumn>& columns) : file_(file) {
  for (const ParquetColumn& column : columns) columns_.push_back({column, {}, {}});
  file_.append(magic);
}

ParquetTable::Column& ParquetTable::next(ParquetKind kind) {
  Column& column = columns_[at_];
  assert(column.kind == kind);
  if (column.optional) column.there.push_back(true);
  return column;
}

/// A row group ends before the row that might exceed it, if all rows are as long as this one.
void ParquetTable::end_value(std::size_t bytes) {
  bytes_ += bytes;
  if (++at_ < columns_.size()) return;
  at_ = 0;
  ++rows_;
  if (bytes_ + bytes_ / static_cast<std::size_t>(rows_) > most_bytes) write_group();
}

template <class T>
void ParquetTable::add_bytes(ParquetKind kind, T value) {
  next(kind).values.append(reinterpret_cast<const char*>(&value), sizeof value);
  end_value(sizeof value);
}

void ParquetTable::add(bool value) { add_bytes(ParquetKind::truth, static_cast<char>(value)); }
void ParquetTable::add(std::int64_t value) { add_bytes(ParquetKind::whole, value); }
void ParquetTable::add(float value) { add_bytes(ParquetKind::single, value); }
void ParquetTable::add(double value) { add_bytes(ParquetKind::real, value); }
void ParquetTable::add(Milliseconds time) { add(as_number(time)); }

void ParquetTable::add(std::string_view text) {
  if (!is_utf8(text)) return add(as_utf8(text));
  std::string& values = next(ParquetKind::text).values;
  add_length(values, text.size());
  values += text;
  end_value(sizeof(std::uint32_t) + text.size());
}

void ParquetTable::add_nothing() {
  assert(columns_[at_].optional);
  columns_[at_].there.push_back(false);
  end_value(0);
}

/// The values of a row group, which are taken from the column.
std::string ParquetTable::page_of(Column& column) {
  std::string page;
  if (column.optional) page = levels_of(std::exchange(column.there, {}));
  if (column.kind == ParquetKind::truth) {
    add_packed(page, column.values, column.values.size());
  } else {
    page += column.values;
  }
  column.values.clear();
  return page;
}

void ParquetTable::write_group() {
  if (rows_ == 0) return;
  Group group{rows_, {}};
  for (Column& column : columns_) {
    const std::string page = page_of(column);
    const std::uint64_t start = file_.size();
    file_.append(page_header(page.size(), static_cast<std::size_t>(rows_)));
    file_.append(page);
    group.chunks.push_back({start, file_.size() - start});
  }
  groups_.push_back(std::move(group));
  rows_ = 0;
  bytes_ = 0;
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
    to.add_i32(3, column.optional ? optional : required);
    to.add_text(4, column.name);
    if (column.kind == ParquetKind::text) to.add_i32(6, utf8);
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
  footer.add_text(6, std::string(writer) + std::string(version()));
  footer.end_struct();
  file_.append(footer.bytes());
  std::string end;
  add_length(end, footer.bytes().size());
  file_.append(end);
  file_.append(magic);
}

bool is_parquet_of_lull(const std::filesystem::path& path) {
  std::error_code failed;
  if (!std::filesystem::is_regular_file(path, failed)) return false;
  // The writer's name is the last thing before the length of the footer.
  constexpr std::streamoff most = 64;
  std::ifstream in(path, std::ios::binary | std::ios::ate);
  in.seekg(std::max<std::streamoff>(0, static_cast<std::streamoff>(in.tellg()) - most));
  const std::string end{std::istreambuf_iterator<char>(in), {}};
  return end.ends_with(magic) && end.find(writer) != std::string::npos;
}

}  // namespace lull
