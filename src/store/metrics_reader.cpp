#include "store/metrics_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace lull {
std::size_t MetricsReader::number_of(std::string_view pointer) {
  if (expected_ < pointers_.size() && *pointers_[expected_] == pointer) return expected_++;
  const auto [place, added] = numbers_.try_emplace(std::string(pointer), pointers_.size());
  if (added) pointers_.push_back(&place->first);
  expected_ = place->second + 1;
  return place->second;
}

void MetricsReader::recording(JsonScanner& scanner) {
  scanner.object([&](std::string_view key) {
    if (key != "id") return scanner.skip();
    const JsonScalar id = scanner.scalar();
    const auto* text = std::get_if<std::string>(&id);
    if (text == nullptr) throw JsonScanner::BadJson();
    recording_ = *text;
    ++found_;
  });
}

void MetricsReader::observed(JsonScanner& scanner) {
  scanner.object([&](std::string_view key) {
    if (key != "ranges") return scanner.skip();
    scanner.list([&](std::size_t) {
      std::array<double, 2> range{};
      scanner.list([&](std::size_t i) {
        if (i >= range.size()) throw JsonScanner::BadJson();
        range[i] = scanner.real();
      });
      observed_.emplace_back(range[0], range[1]);
    });
    ++found_;
  });
}

void MetricsReader::inside(JsonScanner& scanner, std::string_view name) {
  if (name == "curve") return scanner.skip();
  const std::size_t outside = at_.size();
  at_ += '/';
  at_ += name;
  leaves(scanner);
  at_.resize(outside);
}

void MetricsReader::leaves(JsonScanner& scanner) {
  const char first = scanner.next();
  if (first == '{') {
    scanner.object([&](std::string_view key) { inside(scanner, key); });
  } else if (first == '[') {
    scanner.list([&](std::size_t i) {
      std::array<char, 20> digits{};
      const char* end = std::to_chars(digits.begin(), digits.end(), i).ptr;
      inside(scanner, {digits.data(), static_cast<std::size_t>(end - digits.data())});
    });
  } else {
    values_.push_back({number_of(at_), scanner.scalar(), {}});
  }
}

/// They follow the metrics, in the order of the values that are absent: the next one is nearly always near.
void MetricsReader::reasons(JsonScanner& scanner) {
  auto from = values_.begin();
  scanner.object([&](std::string_view pointer) {
    const auto is_it = [&](const Value& each) { return *pointers_[each.pointer] == pointer; };
    auto found = std::find_if(from, values_.end(), is_it);
    if (found == values_.end()) found = std::find_if(values_.begin(), from, is_it);
    const std::string_view reason = scanner.plain_text();
    if (found == values_.end() || !is_it(*found)) return;
    found->reason = reason;
    from = found + 1;
  });
  ++found_;
}

void MetricsReader::member(JsonScanner& scanner, std::string_view key) {
  if (key == "recording") return recording(scanner);
  if (key == "observed") return observed(scanner);
  if (key == "na") return reasons(scanner);
  if (key == "lull" || scanner.next() != '{') return scanner.skip();
  inside(scanner, key);
}

void MetricsReader::read(std::string_view text) {
  at_.clear();
  observed_.clear();
  values_.clear();
  expected_ = 0;
  found_ = 0;
  JsonScanner scanner(text);
  scanner.object([&](std::string_view key) { member(scanner, key); });
  scanner.finish();
  if (found_ != 3) throw JsonScanner::BadJson();
}

}  // namespace lull
