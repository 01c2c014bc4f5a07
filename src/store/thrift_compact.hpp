#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace lull {

/// Writes structs in Thrift's compact protocol, field by field in ascending order of their numbers: as much
/// of it as a Parquet file needs. Source: Apache Thrift, doc/specs/thrift-compact-protocol.md.
class ThriftCompact {
 public:
  void add_i32(int field, std::int32_t value) { add_integer(field, i32, value); }
  void add_i64(int field, std::int64_t value) { add_integer(field, i64, value); }
  void add_text(int field, std::string_view text);

  void begin_struct(int field);
  /// Lists of numbers are written with item(); of texts with item(); of structs with begin_item().
  void begin_list_of_i32(int field, std::size_t size) { begin_list(field, i32, size); }
  void begin_list_of_text(int field, std::size_t size) { begin_list(field, binary, size); }
  void begin_list_of_structs(int field, std::size_t size) { begin_list(field, structure, size); }
  void item(std::int32_t value) { add_zigzag(value); }
  void item(std::string_view text);
  void begin_item() { open(); }
  /// Ends the struct that was begun last, at the end the outermost one.
  void end_struct();

  const std::string& bytes() const { return bytes_; }

 private:
  enum Type : std::uint8_t { i32 = 5, i64 = 6, binary = 8, list = 9, structure = 12 };
  void add_integer(int field, Type type, std::int64_t value);
  void add_head(int field, Type type);
  void add_zigzag(std::int64_t value);
  void begin_list(int field, Type type, std::size_t size);
  void open();

  std::string bytes_;
  std::string outer_;  // the last field of each struct that is open around this one, a byte each
  int last_ = 0;       // field
};

/// An unsigned number in groups of seven bits, the lowest first.
void add_varint(std::string& to, std::uint64_t value);

}  // namespace lull
