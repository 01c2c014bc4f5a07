#pragma once
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

namespace lull::test {

/// Every place where `found` lacks something of `expected` or differs by more than the contract allows: times
/// (names that end in "_s", "seconds", ranges, first cells of curves) by 1 ms, other numbers by 1e-6.
inline void differences(const nlohmann::json& expected, const nlohmann::json& found,
                        const std::string& pointer, std::vector<std::string>& all) {
  const auto note = [&] {
    all.push_back(pointer + ": expected " + expected.dump() + ", found " + found.dump());
  };
  if (expected.is_object() && found.is_object()) {
    for (const auto& [key, value] : expected.items()) {
      if (found.contains(key)) {
        differences(value, found.at(key), pointer + "/" + key, all);
      } else {
        all.push_back(pointer + "/" + key + ": missing");
      }
    }
  } else if (expected.is_array() && found.is_array() && expected.size() == found.size()) {
    for (std::size_t i = 0; i < expected.size(); ++i) {
      differences(expected[i], found[i], pointer + "/" + std::to_string(i), all);
    }
  } else if (expected.is_number() && found.is_number()) {
    const bool time = pointer.find("_s/") != std::string::npos ||
                      pointer.find("seconds") != std::string::npos ||
                      pointer.find("ranges") != std::string::npos || pointer.ends_with("_s") ||
                      (pointer.find("curve/") != std::string::npos && pointer.ends_with("/0"));
    if (std::abs(expected.get<double>() - found.get<double>()) > (time ? 1e-3 : 1e-6)) note();
  } else if (expected != found) {
    note();
  }
}

inline std::vector<std::string> differences(const nlohmann::json& expected, const nlohmann::json& found) {
  std::vector<std::string> all;
  differences(expected, found, "", all);
  return all;
}

}  // namespace lull::test
