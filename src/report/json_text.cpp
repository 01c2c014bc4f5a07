#include "report/json_text.hpp"

#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <cstddef>

#include "lull/core/text.hpp"

namespace lull {
namespace {

/// Whether every character stands for itself in a JSON text. Without a way out in the middle: nearly all
/// texts are so, and a compiler can look at many characters at once.
bool is_plain(std::string_view text) {
  bool plain = true;
  for (const char character : text) {
    const auto code = static_cast<unsigned char>(character);
    plain &= (code - 0x20U < 0x5FU) & (code != '"') & (code != '\\');
  }
  return plain;
}

void append_escaped(char character, std::string& out) {
  constexpr std::string_view digits = "0123456789abcdef";
  const auto code = static_cast<unsigned char>(character);
  if (character == '"' || character == '\\') {
    out += '\\';
    out += character;
  } else if (character == '\n') {
    out += "\\n";
  } else if (character == '\t') {
    out += "\\t";
  } else if (code < 0x20 || code == 0x7F) {
    out += "\\u00";
    out += digits[code >> 4U];
    out += digits[code & 15U];
  } else {
    out += character;
  }
}

}  // namespace

void JsonText::new_line() {
  out_ += '\n';
  out_.append(levels_.size(), ' ');
}

void JsonText::before_item() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (levels_.empty()) return;
  Level& level = levels_.back();
  if (!level.empty) out_ += level.layout == Layout::one_line ? ", " : ",";
  level.empty = false;
  if (level.layout == Layout::lines) new_line();
}

void JsonText::open(char bracket, Layout layout) {
  before_item();
  out_ += bracket;
  levels_.push_back({layout, true});
}

void JsonText::close(char bracket) {
  const Level level = levels_.back();
  levels_.pop_back();
  if (level.layout == Layout::lines && !level.empty) new_line();
  out_ += bracket;
}

void JsonText::key(std::string_view name) {
  assert(is_plain(name));
  before_item();
  out_ += '"';
  out_ += name;
  out_.append("\": ", 3);
  after_key_ = true;
}

void JsonText::plain_text(std::string_view value) {
  assert(is_plain(value));
  before_item();
  out_ += '"';
  out_ += value;
  out_ += '"';
}

void JsonText::raw(std::string_view value) {
  before_item();
  out_ += value;
}

void JsonText::integer(std::int64_t value) {
  std::array<char, 24> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  raw({buffer.data(), static_cast<std::size_t>(end - buffer.data())});
}

void JsonText::number(double value) {
  if (!std::isfinite(value)) return null();
  if (value == 0) value = 0;  // -0 is 0
  std::array<char, 64> buffer;
  const double size = std::abs(value);
  const bool plain = size == 0 || (size >= 1e-5 && size < 1e16);
  const auto format = plain ? std::chars_format::fixed : std::chars_format::scientific;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, format).ptr;
  raw({buffer.data(), static_cast<std::size_t>(end - buffer.data())});
}

void JsonText::text(std::string_view value) {
  before_item();
  out_ += '"';
  if (is_plain(value)) {
    out_ += value;
  } else {
    for (const char character : as_utf8(value)) append_escaped(character, out_);
  }
  out_ += '"';
}

std::string JsonText::take() {
  out_ += '\n';
  return std::move(out_);
}

}  // namespace lull
