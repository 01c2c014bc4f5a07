#include "lull/store/metrics_reader.hpp"

#include <simdjson.h>

#include "lull/core/error.hpp"

namespace lull {

namespace dom = simdjson::dom;

struct MetricsReader::Parser {
  explicit Parser(MetricsReader& of) : reader(of) {}

  void file(const dom::object& members) {
    reader.reasons_.assign(reader.pointers_.size(), {});
    const dom::object reasons = members["na"];
    for (const auto [pointer, reason] : reasons)
      reader.reason_of(reader.number_of(pointer, reader.of_reasons_)) = reason;
    const dom::array ranges = members["observed"]["ranges"];
    for (const dom::array range : ranges) {
      if (range.size() != 2) throw simdjson::simdjson_error(simdjson::INCORRECT_TYPE);
      reader.observed_.emplace_back(range.at(0).get_double(), range.at(1).get_double());
    }
    if (!members["recording"].is_object()) throw simdjson::simdjson_error(simdjson::INCORRECT_TYPE);
    for (const auto [key, value] : members) {
      if (value.is_object() && key != "lull" && key != "recording" && key != "observed" && key != "na")
        inside(key, value);
    }
  }

  void inside(std::string_view name, const dom::element& value) {
    if (name == "curve") return;
    const std::size_t outside = at.size();
    at += '/';
    at += name;
    leaves(value);
    at.resize(outside);
  }

  void leaves(const dom::element& value) {
    if (value.is_object()) {
      const dom::object members = value;
      for (const auto [key, inner] : members) inside(key, inner);
    } else if (value.is_array()) {
      std::size_t i = 0;
      const dom::array items = value;
      for (const dom::element inner : items) inside(std::to_string(i++), inner);
    } else {
      leaf(value);
    }
  }

  void leaf(const dom::element& value) {
    const std::size_t number = reader.number_of(at, reader.of_values_);
    const std::string_view reason = reader.reason_of(number);
    if (value.is_null() && reason.empty()) return;  // another value beside it has it
    reader.values_.push_back({number, scalar(value), reason});
  }

  static Scalar scalar(const dom::element& value) {
    switch (value.type()) {
      case dom::element_type::BOOL:
        return bool(value);
      case dom::element_type::INT64:
        return std::int64_t(value);
      case dom::element_type::STRING:
        return std::string_view(value);
      case dom::element_type::NULL_VALUE:
        return {};
      default:
        return double(value);
    }
  }

  MetricsReader& reader;
  dom::parser parser;
  std::string at;
};

MetricsReader::MetricsReader() : parser_(std::make_unique<Parser>(*this)) {}
MetricsReader::~MetricsReader() = default;

std::string_view& MetricsReader::reason_of(std::size_t number) {
  if (reasons_.size() <= number) reasons_.resize(number + 1);
  return reasons_[number];
}

std::size_t MetricsReader::number_of(std::string_view pointer, Order& order) {
  // In files of the same shape the same one comes next; that is tried before all are looked through.
  std::size_t& next = order.next[order.last];
  if (next >= pointers_.size() || *pointers_[next] != pointer) {
    const auto [place, is_new] = numbers_.emplace(pointer, pointers_.size());
    if (is_new) pointers_.push_back(&place->first);
    next = place->second;
  }
  order.last = next + 1;
  if (order.next.size() <= order.last) order.next.resize(order.last + 1);
  return order.last - 1;
}

void MetricsReader::read(const std::string& recording, const std::string& metrics_json) {
  observed_.clear();
  values_.clear();
  of_reasons_.last = of_values_.last = 0;
  parser_->at.clear();
  try {
    parser_->file(parser_->parser.parse(metrics_json).get_object());
  } catch (const simdjson::simdjson_error&) {
    throw Error(Fault::input, recording, "its metrics.json is none of ours", "use --force to make it anew");
  }
}

}  // namespace lull
