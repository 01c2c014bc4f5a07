#pragma once
#include <array>
#include <cstdint>
#include <string_view>

#include "audio/file.hpp"

namespace lull {

/// Integers of either byte order out of a file's header; bytes beyond its end read as 0.
class HeaderBytes {
 public:
  HeaderBytes(const InputFile& file, std::int64_t offset) {
    count_ = file.read_at(offset, bytes_.data(), bytes_.size());
  }

  std::size_t count() const { return count_; }
  bool starts_with(std::string_view text, std::size_t at = 0) const {
    return at + text.size() <= count_ && std::string_view(as_text() + at, text.size()) == text;
  }
  std::string_view text(std::size_t at, std::size_t length) const { return {as_text() + at, length}; }
  unsigned byte(std::size_t at) const { return bytes_[at]; }
  std::uint64_t little(std::size_t at, std::size_t width) const {
    std::uint64_t value = 0;
    for (std::size_t i = width; i-- > 0;) value = (value << 8) | bytes_[at + i];
    return value;
  }
  std::uint64_t big(std::size_t at, std::size_t width) const {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < width; ++i) value = (value << 8) | bytes_[at + i];
    return value;
  }

 private:
  const char* as_text() const { return reinterpret_cast<const char*>(bytes_.data()); }
  std::array<unsigned char, 64> bytes_{};
  std::size_t count_ = 0;
};

}  // namespace lull
