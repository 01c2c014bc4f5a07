#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace lull {

/// A JSON value that holds no others; a whole number that fits is an integer.
using JsonScalar = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

/// Walks JSON text from front to back and builds nothing of it: for the many small files of a run, where a
/// tree would cost several times what is done with it. Trusts nothing: text that is no JSON throws BadJson,
/// but not every mistake is looked for (two commas are, 01 is not).
class JsonScanner {
 public:
  struct BadJson {};

  /// text: must outlive the scanner.
  explicit JsonScanner(std::string_view text) : left_(text) {}

  /// The next character that is no blank, which stays where it is; 0 at the end.
  char next();
  /// Takes a scalar.
  JsonScalar scalar();
  /// Takes a text without escapes, which stays where it is.
  std::string_view plain_text();
  /// Takes a number.
  double real();
  /// Takes a value of any kind.
  void skip();
  /// Throws BadJson if anything but blanks is left.
  void finish();

  /// Takes an object: `take(key)` for each member must take its value. The key lives until then.
  template <class Take>
  void object(const Take& take) {
    items('{', '}', [&] {
      std::string room;
      const std::string_view key = text(room);
      expect(':');
      take(key);
    });
  }

  /// Takes a list: `take(i)` for each item must take it.
  template <class Take>
  void list(const Take& take) {
    std::size_t i = 0;
    items('[', ']', [&] { take(i++); });
  }

 private:
  template <class Take>
  void items(char open, char close, const Take& take) {
    expect(open);
    if (++depth_ > most_depth) throw BadJson();
    if (next() != close) {
      take();
      while (next() == ',') {
        left_.remove_prefix(1);
        take();
      }
    }
    expect(close);
    --depth_;
  }

  void expect(char character);
  /// Without its quotes; in `room` where an escape is in it.
  std::string_view text(std::string& room);
  JsonScalar number();
  JsonScalar word();

  static constexpr int most_depth = 64;  // ours are 8 deep
  std::string_view left_;
  int depth_ = 0;
};

}  // namespace lull
