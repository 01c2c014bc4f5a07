#include "labels/cry_list.hpp"

#include <algorithm>

#include "labels/text_lines.hpp"

namespace lull {
namespace {

/// Takes the text apart from front to back; every step says whether it found what it looked for.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : left_(text) {}

  bool skip(char wanted) {
    left_ = trimmed(left_);
    if (left_.empty() || left_.front() != wanted) return false;
    left_.remove_prefix(1);
    return true;
  }

  /// What stands between two quotes.
  bool quoted(std::string_view& word) {
    for (const char quote : {'\'', '"'}) {
      if (!skip(quote)) continue;
      const std::size_t end = left_.find(quote);
      if (end == std::string_view::npos) return false;
      word = left_.substr(0, end);
      left_.remove_prefix(end + 1);
      return true;
    }
    return false;
  }

  /// What stands before the next comma or bracket.
  std::string_view value() {
    const std::size_t end = std::min(left_.find_first_of(",}"), left_.size());
    const std::string_view value = trimmed(left_.substr(0, end));
    left_.remove_prefix(end);
    return value;
  }

  bool at_end() const { return trimmed(left_).empty(); }

 private:
  std::string_view left_;
};

}  // namespace

std::vector<TimeSpan> cry_list(std::string_view text, const std::string& where) {
  const auto fail = [&] {
    throw Error(Fault::input, where, "cries '" + std::string(text) + "' is no list of spans",
                "write it like [{'start': 1.5, 'end': 2.25}], or leave it empty");
  };
  Scanner scanner(text);
  std::vector<TimeSpan> spans;
  if (!scanner.skip('[')) fail();
  while (scanner.skip('{')) {
    std::optional<Milliseconds> begin, end;
    do {
      std::string_view key;
      if (!scanner.quoted(key) || !scanner.skip(':')) fail();
      const std::string_view value = scanner.value();
      if (key == "start") begin = seconds_in(value, "the start of a cry", where);
      if (key == "end") end = seconds_in(value, "the end of a cry", where);
    } while (scanner.skip(','));
    if (!scanner.skip('}') || !begin || !end) fail();
    if (*end < *begin) throw Error(Fault::input, where, "a cry that ends before it starts", "correct it");
    spans.push_back({*begin, *end});
    if (!scanner.skip(',')) break;
  }
  if (!scanner.skip(']') || !scanner.at_end()) fail();
  return spans;
}

}  // namespace lull
