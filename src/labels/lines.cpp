#include "labels/lines.hpp"

#include <algorithm>
#include <system_error>

#include "labels/text_lines.hpp"
#include "labels/whole_text.hpp"
#include "lull/core/error.hpp"

namespace lull {
namespace {

constexpr std::string_view between_words = " \t\v\f";

void split(std::string_view line, std::vector<std::string_view>& fields) {
  fields.clear();
  for (std::size_t at = line.find_first_not_of(between_words); at != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(between_words, at), line.size());
    fields.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(between_words, end);
  }
}

/// Every line that is not empty, comments too.
template <class Take>
void for_each(std::istream& in, const std::string& name, const Take& take) {
  const std::string text = whole_text(in, name);
  std::vector<std::string_view> fields;
  for_each_whole_line(text, [&](std::string_view line, std::size_t number) {
    split(line, fields);
    if (!fields.empty()) take(fields, number);
  });
}

}  // namespace

std::ifstream open_annotation(const std::filesystem::path& path) {
  // A folder opens as a stream on some systems and then reads as empty.
  std::error_code unknown;
  std::ifstream in(path, std::ios::binary);
  if (!in || std::filesystem::is_directory(path, unknown)) {
    throw Error(Fault::input, path.string(), "cannot be read", "check that the file exists and may be read");
  }
  return in;
}

void for_each_line(std::istream& in, const std::string& name,
                   const std::function<void(const std::vector<std::string_view>&, std::size_t)>& take) {
  for_each(in, name, [&](const std::vector<std::string_view>& fields, std::size_t number) {
    if (fields.front().front() != ';') take(fields, number);
  });
}

void for_each_comment(std::istream& in, const std::string& name,
                      const std::function<void(const std::vector<std::string_view>&)>& take) {
  for_each(in, name, [&](const std::vector<std::string_view>& fields, std::size_t) {
    if (fields.front() == ";;") take(fields);
  });
}

std::string in_one_word(std::string_view name) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string word;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool blank = c == '\n' || c == '\r' || between_words.find(c) != std::string_view::npos;
    word += blank ? std::string{'%', digits[byte / 16], digits[byte % 16]} : std::string(1, c);
  }
  return word;
}

std::string at_line(const std::string& name, std::size_t line) {
  return name + ", line " + std::to_string(line);
}

}  // namespace lull
