#include "lull/store/metrics_reader.hpp"

#include <simdjson.h>

#include "lull/core/error.hpp"

namespace lull {

namespace dom = simdjson::dom;

struct MetricsReader::Parser {
  explicit Parser(MetricsReader& of) : reader(of) {}

  void file(const dom::object& members) {
    reader.reasons_.assign(reader.pointers_.size(), {});
    for (const auto [pointer, reason] : members["na"].get_object().take_value())
      reader.reason_of(reader.number_of(pointer)) = reason.get_string().take_value();
    for (const dom::array range : members["observed"]["ranges"].get_array().take_value()) {
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
      for (const auto [key, inner] : value.get_object().take_value()) inside(key, inner);
    } else if (value.is_array()) {
      std::size_t i = 0;
      for (const dom::element inner : value.get_array().take_value()) inside(std::to_string(i++), inner);
    } else {
      leaf(value);
    }
  }

  void leaf(const dom::element& value) {
    const std::size_t number = reader.number_of(at);
    const std::string_view reason = reader.reason_of(number);
    if (value.is_null() && reason.empty()) return;  // another value beside it has it
    reader.values_.push_back({number, scalar(value), reason});
  }

  static Scalar scalar(const dom::element& value) {
    switch (value.type()) {
      case dom::element_type::BOOL:
        return value.get_bool().take_value();
      case dom::element_type::INT64:
        return value.get_int64().take_value();
      case dom::element_type::STRING:
        return value.get_string().take_value();
      case dom::element_type::NULL_VALUE:
        return {};
      default:
        return value.get_double().take_value();
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

std::size_t MetricsReader::number_of(std::string_view pointer) {
  if (expected_ < pointers_.size() && *pointers_[expected_] == pointer) return expected_++;
  const auto [place, added] = numbers_.try_emplace(std::string(pointer), pointers_.size());
  if (added) pointers_.push_back(&place->first);
  expected_ = place->second + 1;
  return place->second;
}

void MetricsReader::read(const std::string& recording, const std::string& metrics_json) {
  observed_.clear();
  values_.clear();
  expected_ = 0;
  parser_->at.clear();
  try {
    parser_->file(parser_->parser.parse(metrics_json).get_object());
  } catch (const simdjson::simdjson_error&) {
    throw Error(Fault::input, recording, "its metrics.json is none of ours", "use --force to make it anew");
  }
}

}  // namespace lull
