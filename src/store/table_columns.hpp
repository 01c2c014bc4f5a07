#pragma once
#include <cstring>
#include <string>
#include <vector>

#include "lull/store/table_file.hpp"

namespace lull {

inline constexpr std::size_t text_bytes = 8;

/// Bytes of one value.
constexpr std::size_t size_of(NumberColumn::Kind kind) {
  return kind == NumberColumn::Kind::single ? sizeof(float) : 8;
}

/// The value of type T at `at`.
template <class T>
T value_at(const char* at) {
  T value;
  std::memcpy(&value, at, sizeof value);
  return value;
}

/// The name of one of several values under one name: mfcc_07. As many digits as the last one needs, at least
/// two.
std::string name_of_value(const NumberColumn& column, std::size_t i);

/// What stands at the start of a .npy file of version 1.0 for `rows` records: always as long, whatever `rows`
/// is. Source: NEP 1, and the documentation of numpy.lib.format.
std::string npy_header(const std::vector<NumberColumn>& columns, std::uint64_t rows);

}  // namespace lull
