#include "store/json_scanner.hpp"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <system_error>

namespace lull {

char JsonScanner::next() {
  std::size_t blanks = 0;
  while (blanks < left_.size() &&
         (left_[blanks] == ' ' || left_[blanks] == '\n' || left_[blanks] == '\t' || left_[blanks] == '\r'))
    ++blanks;
  left_.remove_prefix(blanks);
  return left_.empty() ? '\0' : left_.front();
}

void JsonScanner::expect(char character) {
  if (next() != character || left_.empty()) throw BadJson();
  left_.remove_prefix(1);
}

std::string_view JsonScanner::text(std::string& room) {
  if (next() != '"') throw BadJson();
  std::size_t end = 1;
  bool plain = true;
  for (; end < left_.size() && left_[end] != '"'; ++end) {
    if (left_[end] != '\\') continue;
    plain = false;
    ++end;
  }
  if (end >= left_.size()) throw BadJson();
  const std::string_view token = left_.substr(0, end + 1);
  left_.remove_prefix(token.size());
  if (plain) return token.substr(1, token.size() - 2);
  // Rare: a name with a quote or a control character in it.
  const auto decoded = nlohmann::json::parse(token, nullptr, false);
  if (!decoded.is_string()) throw BadJson();
  return room = decoded.get<std::string>();
}

JsonScalar JsonScanner::number() {
  next();
  const std::size_t length = std::min(left_.find_first_not_of("+-.0123456789Ee"), left_.size());
  const char* const begin = left_.data();
  const char* const end = begin + length;
  left_.remove_prefix(length);
  std::int64_t whole = 0;
  if (const auto read = std::from_chars(begin, end, whole); read.ec == std::errc() && read.ptr == end) {
    return whole;
  }
  double value = 0;
  if (const auto read = std::from_chars(begin, end, value); read.ec != std::errc() || read.ptr != end) {
    throw BadJson();
  }
  return value;
}

JsonScalar JsonScanner::word() {
  const auto take = [&](std::string_view wanted) {
    const bool is_it = left_.starts_with(wanted);
    if (is_it) left_.remove_prefix(wanted.size());
    return is_it;
  };
  if (take("null")) return std::monostate();
  if (take("true")) return true;
  if (take("false")) return false;
  throw BadJson();
}

JsonScalar JsonScanner::scalar() {
  const char first = next();
  if (first == '"') {
    std::string room;
    return std::string(text(room));
  }
  if (first == '-' || (first >= '0' && first <= '9')) return number();
  return word();
}

std::string_view JsonScanner::plain_text() {
  std::string room;
  const std::string_view found = text(room);
  if (found.data() == room.data()) throw BadJson();
  return found;
}

double JsonScanner::real() {
  const JsonScalar value = number();
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  return std::get<double>(value);
}

void JsonScanner::finish() {
  next();
  if (!left_.empty()) throw BadJson();
}

void JsonScanner::skip() {
  const char first = next();
  if (first == '{') {
    object([this](std::string_view) { skip(); });
  } else if (first == '[') {
    list([this](std::size_t) { skip(); });
  } else {
    scalar();
  }
}

}  // namespace lull
