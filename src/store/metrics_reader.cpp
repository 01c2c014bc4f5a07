#include "store/metrics_reader.hpp"

#include <array>
#include <charconv>

namespace lull {
std::size_t MetricsReader::number_of(std::string_view pointer) {
  if (const auto known = numbers_.find(pointer); known != numbers_.end()) return known->second;
  const auto added = numbers_.emplace(std::string(pointer), pointers_.size()).first;
  pointers_.push_back(&added->first);
  reason_of_.emplace_back();
  return added->second;
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

void MetricsReader::reasons(JsonScanner& scanner) {
  scanner.object([&](std::string_view pointer) {
    const std::size_t number = number_of(pointer);
    reason_of_[number] = scanner.plain_text();
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
  reason_of_.assign(reason_of_.size(), {});
  found_ = 0;
  JsonScanner scanner(text);
  scanner.object([&](std::string_view key) { member(scanner, key); });
  scanner.finish();
  if (found_ != 3) throw JsonScanner::BadJson();
  for (Value& each : values_) each.reason = reason_of_[each.pointer];
}

}  // namespace lull
