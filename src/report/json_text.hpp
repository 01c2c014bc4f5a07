#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace lull {

/// Builds JSON text piece by piece: RFC 8259, UTF-8, deterministic. The caller opens and closes in pairs and
/// writes a key before each value of an object.
class JsonText {
 public:
  /// How the items of an object or list are laid out; `tight` leaves no blanks, for long lists of integers.
  enum class Layout { lines, one_line, tight };

  void open_object(Layout layout = Layout::lines) { open('{', layout); }
  void close_object() { close('}'); }
  void open_list(Layout layout) { open('[', layout); }
  void close_list() { close(']'); }
  /// name: a word of ours, of characters that stand for themselves.
  void key(std::string_view name);

  void null() { raw("null"); }
  void boolean(bool value) { raw(value ? "true" : "false"); }
  void integer(std::int64_t value);
  /// Shortest text that reads back as the same double, whatever the locale; null where JSON has no number.
  void number(double value);
  /// Bytes that are no UTF-8 become U+FFFD.
  void text(std::string_view value);
  /// The same of a word of ours, which is not looked through.
  void plain_text(std::string_view value);

  /// Makes room for so many bytes, so that growing does not hold them twice.
  void reserve(std::size_t bytes) { out_.reserve(bytes); }
  /// The whole with a newline at the end.
  std::string take();

 private:
  struct Level {
    Layout layout = Layout::lines;
    bool empty = true;
  };
  void open(char bracket, Layout layout);
  void close(char bracket);
  void before_item();
  void new_line();
  void raw(std::string_view value);

  std::string out_;
  std::vector<Level> levels_;
  bool after_key_ = false;
};

}  // namespace lull
