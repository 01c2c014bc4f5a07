#include "lull/events/spoken_words.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace lull {
namespace {

struct Character {
  char32_t code = 0;  ///< 0 for a byte that is no UTF-8
  std::size_t length = 1;
};

/// The character at the front of `text`, which is not empty. Overlong forms are not told from others: no
/// word has them.
Character character_at(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  if (lead < 0x80) return {lead, 1};
  const std::size_t length = lead >= 0xC2 && lead < 0xE0   ? 2
                             : (lead >> 4) == 0xE          ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
  if (length == 0 || text.size() < length) return {};
  char32_t code = lead & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return {};
    code = (code << 6) | (byte(i) & 0x3FU);
  }
  return {code, length};
}

/// The small letter of the alphabets in which capitals follow a rule: Latin (to U+017E), Greek, Cyrillic.
char32_t small(char32_t c) {
  const auto within = [c](char32_t first, char32_t last) { return c >= first && c <= last; };
  if (within(U'A', U'Z') || (within(0xC0, 0xDE) && c != 0xD7)) return c + 32;
  if (within(0x391, 0x3A9) || within(0x410, 0x42F)) return c + 32;
  if (within(0x400, 0x40F)) return c + 80;
  if (c == 0x178) return 0xFF;
  const bool even_is_capital = (within(0x100, 0x137) && c != 0x130) || within(0x14A, 0x177);
  const bool odd_is_capital = within(0x139, 0x148) || within(0x179, 0x17E);
  if ((even_is_capital && c % 2 == 0) || (odd_is_capital && c % 2 == 1)) return c + 1;
  return c;
}

/// Letters, digits and what joins parts of one word; beyond ASCII everything but blanks and punctuation.
bool in_a_word(char32_t c) {
  if (c < 0x80) {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= U'0' && c <= U'9') || c == U'\'' ||
           c == U'-' || c == U'+' || c == U'_';
  }
  if (c < 0xC0) return c == 0xAA || c == 0xB5 || c == 0xBA;
  return c != 0xD7 && c != 0xF7 && (c < 0x2000 || c > 0x206F) && (c < 0x3000 || c > 0x303F);
}

void append(char32_t c, std::string& text) {
  const auto put = [&](char32_t byte) { text += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0 | (c >> 6));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
  }
  put(0x80 | (c & 0x3F));
}

/// Takes an utterance apart; what CHAT puts in brackets acts on the word or the group before it.
class Words {
 public:
  explicit Words(std::string_view text) : left_(text) {}

  std::vector<std::string> take() {
    while (!left_.empty()) {
      const char c = left_.front();
      if (c == '[') {
        bracket();
      } else if (c == '<') {
        open_.push_back(words_.size());
        left_.remove_prefix(1);
      } else if (c == '>') {
        group_ = open_.empty() ? words_.size() : open_.back();
        if (!open_.empty()) open_.pop_back();
        left_.remove_prefix(1);
      } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        left_.remove_prefix(1);
      } else {
        chunk();
      }
    }
    return std::move(words_);
  }

 private:
  /// [: meant] stands for what was said; what is before [/], [//] and the like was said again.
  void bracket() {
    const std::size_t end = std::min(left_.find(']'), left_.size());
    const std::string_view code = left_.substr(1, end - 1);
    left_.remove_prefix(std::min(end + 1, left_.size()));
    const bool meant = code.starts_with(": ");
    if (meant || code.starts_with('/')) words_.resize(std::min(group_, words_.size()));
    if (!meant) return;
    for (std::string& word : Words(code.substr(2)).take()) words_.push_back(std::move(word));
  }

  /// What stands between blanks and brackets: none, one or, in running text, more words.
  void chunk() {
    const std::size_t end = std::min(left_.find_first_of(" \t\r\n[]<>"), left_.size());
    const std::string_view text = left_.substr(0, std::max<std::size_t>(end, 1));
    left_.remove_prefix(text.size());
    group_ = words_.size();
    // Fillers, fragments and events; what was left out; how an utterance is linked or ended.
    const bool no_word = text.front() == '&' || text.front() == '0' || text.front() == '+';
    if (!no_word) split(text.substr(0, text.find('@')));
  }

  void split(std::string_view text) {
    std::string word;
    const auto close = [&] {
      const std::size_t first = word.find_first_not_of("'-+_");
      const std::size_t last = word.find_last_not_of("'-+_");
      if (first != std::string::npos) words_.push_back(word.substr(first, last - first + 1));
      word.clear();
    };
    while (!text.empty()) {
      Character c = character_at(text);
      text.remove_prefix(c.length);
      if (c.code == 0x2019) c.code = U'\'';
      if (in_a_word(c.code)) {
        append(small(c.code), word);
      } else if (c.code != U'(' && c.code != U')' && c.code != U':') {  // sounds left out or drawn out
        close();
      }
    }
    close();
  }

  std::string_view left_;
  std::vector<std::string> words_;
  std::vector<std::size_t> open_;  ///< words before each group that is open
  std::size_t group_ = 0;          ///< words before the last word or group
};

bool is_understood(std::string_view word) {
  constexpr std::array<std::string_view, 7> nobody_knows{"x", "xx", "xxx", "yy", "yyy", "ww", "www"};
  const bool letters = std::any_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
  });
  return letters && std::find(nobody_knows.begin(), nobody_knows.end(), word) == nobody_knows.end();
}

}  // namespace

std::vector<std::string> spoken_words(std::string_view utterance) { return Words(utterance).take(); }

std::size_t understood_words(std::string_view utterance) {
  const std::vector<std::string> words = spoken_words(utterance);
  return static_cast<std::size_t>(std::count_if(words.begin(), words.end(), is_understood));
}

}  // namespace lull
