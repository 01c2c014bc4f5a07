#pragma once
#include <nlohmann/json.hpp>
#include <string>

namespace lull {

using OrderedJson = nlohmann::ordered_json;

/// Calls `take(pointer, value, reason)` for every number, text and truth value under `json`; the reason is
/// null for a value that is there. Curves are passed over, and nulls without a reason: the value beside them
/// has it.
template <class Take>
void for_each_leaf(const OrderedJson& json, const OrderedJson& reasons, const std::string& pointer,
                   const Take& take) {
  if (json.is_structured()) {
    std::size_t at = 0;
    for (const auto& [key, value] : json.items()) {
      const std::string name = json.is_array() ? std::to_string(at++) : key;
      if (name != "curve") for_each_leaf(value, reasons, pointer + "/" + name, take);
    }
    return;
  }
  const auto reason = reasons.find(pointer);
  const bool has_reason = reason != reasons.end();
  if (json.is_null() && !has_reason) return;
  take(pointer, json, has_reason ? *reason : OrderedJson());
}

/// The same for every block of metrics in a metrics.json.
template <class Take>
void for_each_metric(const OrderedJson& file, const Take& take) {
  const OrderedJson& reasons = file.at("na");
  for (const auto& [key, value] : file.items()) {
    const bool is_metric =
        value.is_object() && key != "lull" && key != "recording" && key != "observed" && key != "na";
    if (is_metric) for_each_leaf(value, reasons, "/" + key, take);
  }
}

}  // namespace lull
