#include "lull/core/text.hpp"

namespace lull {
namespace {

/// How many bytes the valid UTF-8 character at the front of `text` has, or 0.
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xC2 && lead < 0xE0   ? 2
                             : (lead >> 4) == 0xE          ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  // Overlong forms, surrogates and what lies above U+10FFFF are no characters.
  const bool wrong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) > 0x9F) ||
                     (lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F);
  return wrong ? 0 : length;
}

/// How many bytes at the front are valid UTF-8.
std::size_t valid_part(std::string_view text) {
  std::size_t valid = 0, length = 1;
  while (valid < text.size() && length > 0) {
    const bool ascii = static_cast<unsigned char>(text[valid]) < 0x80;
    valid += length = ascii ? 1 : character_length(text.substr(valid));
  }
  return valid;
}

/// Control characters of both sets (ECMA-48) and those that turn the direction of writing (Unicode UAX 9): a
/// name with them shows as another one.
bool acts_on_terminal(std::string_view character) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(character[i]); };
  if (character.size() == 1) return byte(0) < 0x20 || byte(0) == 0x7F;
  if (character.size() == 2) return byte(0) == 0xC2 && byte(1) < 0xA0;  // U+0080 to U+009F
  if (character.size() != 3 || byte(0) != 0xE2) return false;
  return (byte(1) == 0x80 &&
          ((byte(2) >= 0x8E && byte(2) <= 0x8F) || (byte(2) >= 0xA8 && byte(2) <= 0xAE))) ||
         (byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9);
}

}  // namespace

bool is_utf8(std::string_view text) { return valid_part(text) == text.size(); }

std::string as_utf8(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    // Nearly all text is valid, and goes over in one piece.
    const std::size_t valid = valid_part(text);
    out += text.substr(0, valid);
    text.remove_prefix(valid);
    if (text.empty()) break;
    out += "\xEF\xBF\xBD";
    text.remove_prefix(1);
  }
  return out;
}

std::string visible(std::string_view text) {
  static constexpr std::string_view digits = "0123456789abcdef";
  const std::string valid = as_utf8(text);
  std::string_view left = valid;
  std::string out;
  while (!left.empty()) {
    const std::size_t length = character_length(left);
    const std::string_view character = left.substr(0, length);
    if (acts_on_terminal(character)) {
      for (const char c : character) out += {'\\', 'x', digits[(c >> 4) & 15], digits[c & 15]};
    } else {
      out += character;
    }
    left.remove_prefix(length);
  }
  return out;
}

std::string percent_encoded(std::string_view path) {
  constexpr std::string_view plain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string address;
  for (const char character : path) {
    const auto code = static_cast<unsigned char>(character);
    if (plain.find(character) != std::string_view::npos) {
      address += character;
    } else {
      address += {'%', digits[code >> 4U], digits[code & 15U]};
    }
  }
  return address;
}

}  // namespace lull
