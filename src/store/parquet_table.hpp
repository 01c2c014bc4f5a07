#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lull/store/table_file.hpp"
#include "store/output_file.hpp"
#include "store/thrift_compact.hpp"

namespace lull {

/// A flat Parquet file in the making: every value has a column of its own, plain and uncompressed, one page a
/// column and row group. Floats are optional, NaN being null; all others are required.
/// Memory: 8 MiB of rows, and 60 bytes a column and row group.
/// Source: Apache Parquet, parquet-format: README.md, Encodings.md, src/main/thrift/parquet.thrift.
class ParquetTable {
 public:
  /// `file` must be new and outlive it.
  ParquetTable(OutputFile& file, const std::vector<NumberColumn>& columns);
  /// record: the bytes of a TableRow.
  void append(std::string_view record);
  /// The rest of the rows, and the footer.
  void finish();

 private:
  struct Column {
    std::string name;
    NumberColumn::Kind kind{};
    std::size_t offset = 0;  // in a record
  };
  struct Chunk {
    std::uint64_t start = 0, size = 0;  // in the file, page header included
  };
  struct Group {
    std::int64_t rows = 0;
    std::vector<Chunk> chunks;
  };

  void write_group();
  std::string page_of(const Column& column) const;
  void add_schema(ThriftCompact& to) const;
  void add_group(ThriftCompact& to, const Group& group) const;

  OutputFile& file_;
  std::vector<Column> columns_;
  std::size_t record_ = 0;  // bytes
  std::string rows_;
  std::vector<Group> groups_;
};

}  // namespace lull
