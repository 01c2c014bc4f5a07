#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lull {

/// What a table of numbers can be written as.
enum class TableFormat { csv, npy, parquet };

/// csv, npy, parquet: the name, and the ending of files.
std::string_view name(TableFormat format);
/// The format of that name; nothing for any other text.
std::optional<TableFormat> table_format_named(std::string_view name);

/// A column: one value a row, or `width` under one name.
struct NumberColumn {
  enum class Kind { whole, real, single, text };  ///< 64-bit integer, double, float, up to 8 bytes of text
  std::string name;
  Kind kind = Kind::single;
  std::size_t width = 1;
};

/// One row of a table: the values one after the other as the columns have them, as bytes in memory order.
class TableRow {
 public:
  void clear() { bytes_.clear(); }
  void add(std::int64_t value);
  void add(double value);
  void add(std::span<const float> values);
  /// Cut to 8 bytes.
  void add(std::string_view text);
  std::string_view bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// A table of numbers in the making, row by row. NaN stands for what is not there: an empty cell in CSV, null
/// in Parquet. Several values under one name are columns NAME_00, NAME_01 and so on; in .npy, whose rows are
/// records, a subarray. The file appears, whole, with commit(). Every failure to write is
/// Error(Fault::output). Memory: 64 KiB, with Parquet 8 MiB, however many rows there are.
class TableFile {
 public:
  TableFile(std::filesystem::path place, TableFormat format, std::vector<NumberColumn> columns);
  TableFile(TableFile&&) noexcept;
  TableFile& operator=(TableFile&&) = delete;
  ~TableFile();

  void append(const TableRow& row);
  void commit();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lull
