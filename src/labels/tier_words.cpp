#include <algorithm>
#include <set>

#include "labels/tiers.hpp"
#include "lull/events/spoken_words.hpp"

namespace lull {
namespace {

bool is_label(std::string_view text) { return label_of(text).has_value(); }

/// Behind the last word, whatever CHAT puts after it ([+ exc], quotes).
bool ends_an_utterance(std::string_view text) {
  while (!text.empty()) {
    const char last = text.back();
    if (last == '.' || last == '?' || last == '!' || text.ends_with("\xE2\x80\xA6")) return true;
    if (last == ']') {
      text = text.substr(0, std::min(text.rfind('['), text.size() - 1));
    } else if (last == ' ' || last == '\t' || last == '\r' || last == '\n' || last == '"' || last == ')') {
      text.remove_suffix(1);
    } else {
      return false;
    }
  }
  return false;
}

}  // namespace

bool is_transcript(const Tier& tier) {
  std::set<std::string_view> several_words;
  std::size_t parts = 0;
  for (const TierPart& part : tier.parts) {
    const std::size_t words = is_label(part.text) ? 0 : understood_words(part.text);
    if (words == 0) continue;
    if (ends_an_utterance(part.text)) return true;
    if (words < 2) continue;
    several_words.insert(part.text);
    ++parts;
  }
  return several_words.size() > 1 || parts == 1;
}

bool is_utterance(std::string_view text) {
  const bool letters = std::any_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
  });
  return letters && !is_label(text);
}

}  // namespace lull
