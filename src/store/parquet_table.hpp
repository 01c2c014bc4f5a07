#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lull/core/units.hpp"
#include "store/output_file.hpp"
#include "store/thrift_compact.hpp"

namespace lull {

enum class ParquetKind { truth, whole, single, real, text };  ///< bool, 64-bit integer, float, double, UTF-8

/// What a column of a Parquet file holds, and whether a value may be absent from it.
struct ParquetColumn {
  std::string name;
  ParquetKind kind{};
  bool optional = false;
};

/// A flat Parquet file in the making, value by value: plain and uncompressed, one page a column and row
/// group, absent values as definition levels. Memory: 8 MiB of rows (twice that while they grow), and 60
/// bytes a column and row group. Source: Apache Parquet, parquet-format: README.md, Encodings.md,
/// src/main/thrift/parquet.thrift.
class ParquetTable {
 public:
  /// `file` must be new and outlive it.
  ParquetTable(OutputFile& file, const std::vector<ParquetColumn>& columns);

  // The value of the next column, row after row: of its kind, or nothing where it is optional.
  void add(bool value);
  void add(std::int64_t value);
  void add(float value);
  void add(double value);
  void add(std::string_view text);  ///< bytes that are no UTF-8 become U+FFFD
  void add(const std::string& text) { add(std::string_view(text)); }
  void add(Milliseconds time);  ///< as seconds, of kind real
  void add_nothing();
  template <class T>
  void add(const std::optional<T>& value) {
    if (value) {
      add(*value);
    } else {
      add_nothing();
    }
  }

  /// The rest of the rows, and the footer.
  void finish();

 private:
  struct Column : ParquetColumn {
    std::string values;       // of the row group in the making; a truth value is a byte
    std::vector<bool> there;  // of an optional column, by row
  };
  struct Chunk {
    std::uint64_t start = 0, size = 0;  // in the file, page header included
  };
  struct Group {
    std::int64_t rows = 0;
    std::vector<Chunk> chunks;
  };

  template <class T>
  void add_bytes(ParquetKind kind, T value);
  Column& next(ParquetKind kind);
  void end_value(std::size_t bytes);
  void write_group();
  static std::string page_of(Column& column);
  void add_schema(ThriftCompact& to) const;
  void add_group(ThriftCompact& to, const Group& group) const;

  OutputFile& file_;
  std::vector<Column> columns_;
  std::size_t at_ = 0;  // the column of the next value
  std::int64_t rows_ = 0;
  std::size_t bytes_ = 0;  // of the rows since the last group
  std::vector<Group> groups_;
};

/// Whether `path` is a regular file and a ParquetTable wrote it, of whichever version.
bool is_parquet_of_lull(const std::filesystem::path& path);

}  // namespace lull
