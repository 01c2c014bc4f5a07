#include "store/thrift_compact.hpp"

namespace lull {

void add_varint(std::string& to, std::uint64_t value) {
  for (; value > 127; value >>= 7) to += static_cast<char>(value | 128);
  to += static_cast<char>(value);
}

void ThriftCompact::add_zigzag(std::int64_t value) {
  add_varint(bytes_, (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63));
}

/// The step from the last field, which is below 16 in all that Parquet has, and the type in one byte.
void ThriftCompact::add_head(int field, Type type) {
  bytes_ += static_cast<char>(((field - last_) << 4) | type);
  last_ = field;
}

void ThriftCompact::add_integer(int field, Type type, std::int64_t value) {
  add_head(field, type);
  add_zigzag(value);
}

void ThriftCompact::item(std::string_view text) {
  add_varint(bytes_, text.size());
  bytes_ += text;
}

void ThriftCompact::add_text(int field, std::string_view text) {
  add_head(field, binary);
  item(text);
}

void ThriftCompact::open() {
  outer_ += static_cast<char>(last_);
  last_ = 0;
}

void ThriftCompact::begin_struct(int field) {
  add_head(field, structure);
  open();
}

void ThriftCompact::begin_list(int field, Type type, std::size_t size) {
  add_head(field, list);
  if (size < 15) {
    bytes_ += static_cast<char>((size << 4) | type);
  } else {
    bytes_ += static_cast<char>(0xf0 | type);
    add_varint(bytes_, size);
  }
}

void ThriftCompact::end_struct() {
  bytes_ += '\0';
  if (outer_.empty()) return;
  last_ = outer_.back();
  outer_.pop_back();
}

}  // namespace lull
