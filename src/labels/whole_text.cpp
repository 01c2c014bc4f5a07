#include "labels/whole_text.hpp"

#include <algorithm>
#include <iterator>

#include "lull/core/error.hpp"
#include "lull/core/text.hpp"

namespace lull {
namespace {

constexpr char32_t unknown_character = 0xFFFD;

void append(char32_t character, std::string& out) {
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | ((character >> shift) & 0x3F)); };
  if (character < 0x80) {
    out += static_cast<char>(character);
  } else if (character < 0x800) {
    out += static_cast<char>(0xC0 | (character >> 6));
    tail(0);
  } else if (character < 0x10000) {
    out += static_cast<char>(0xE0 | (character >> 12));
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | (character >> 18));
    tail(12);
    tail(6);
    tail(0);
  }
}

constexpr bool is_high(char32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
constexpr bool is_low(char32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

/// From UTF-16 after its byte order mark; half a character is U+FFFD.
std::string from_utf16(std::string_view bytes, bool little_endian) {
  std::string out;
  out.reserve(bytes.size() / 2);
  const std::size_t count = bytes.size() / 2;
  const auto unit = [&](std::size_t i) {
    const auto first = static_cast<unsigned char>(bytes[2 * i]),
               second = static_cast<unsigned char>(bytes[2 * i + 1]);
    return static_cast<char32_t>(little_endian ? first | second << 8 : first << 8 | second);
  };
  for (std::size_t i = 0; i < count; ++i) {
    const char32_t one = unit(i);
    if (is_high(one) && i + 1 < count && is_low(unit(i + 1))) {
      append(0x10000 + ((one - 0xD800) << 10) + (unit(++i) - 0xDC00), out);
    } else {
      append(is_high(one) || is_low(one) ? unknown_character : one, out);
    }
  }
  if (bytes.size() % 2 != 0) append(unknown_character, out);
  return out;
}

std::string from_latin(std::string_view bytes) {
  std::string out;
  for (const char byte : bytes) append(static_cast<unsigned char>(byte), out);
  return out;
}

}  // namespace

std::string whole_text(std::istream& in, const std::string& name) {
  std::string bytes{std::istreambuf_iterator<char>(in), {}};
  if (in.bad()) throw Error(Fault::input, name, "could not be read to its end", "check the disk");
  const std::string_view text = bytes;
  if (text.starts_with("\xFF\xFE")) return from_utf16(text.substr(2), true);
  if (text.starts_with("\xFE\xFF")) return from_utf16(text.substr(2), false);
  if (text.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
  return as_utf8(bytes) == bytes ? bytes : from_latin(bytes);
}

std::size_t line_of(std::string_view text, std::size_t offset) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(offset, text.size()));
  return 1 + static_cast<std::size_t>(std::count(text.begin(), end, '\n'));
}

}  // namespace lull
