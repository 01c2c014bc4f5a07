#include "lull/report/metric_fields.hpp"

#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "lull/report/metrics_json.hpp"
#include "support/sessions.hpp"

namespace lull {
namespace {

using nlohmann::ordered_json;
using test::span;

std::string docs() {
  std::ifstream in(LULL_SOURCE_DIR "/docs/metrics.md");
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// A pointer with * for each item of a list and each row of a table.
std::string pattern_of(const std::string& pointer) {
  std::string pattern;
  std::istringstream parts(pointer.substr(1));
  for (std::string part; std::getline(parts, part, '/');) {
    pattern += "/" + (part.find_first_not_of("0123456789") == std::string::npos ? "*" : part);
  }
  return pattern;
}

void add_patterns(const ordered_json& json, const std::string& pointer, std::set<std::string>& found) {
  const bool curve = pointer.ends_with("/curve");
  const bool proportion = json.is_object() && json.contains("ci95");
  if (!json.is_structured() || curve || proportion) {
    found.insert(pattern_of(pointer));
    return;
  }
  std::size_t at = 0;
  for (const auto& [key, value] : json.items()) {
    add_patterns(value, pointer + "/" + (json.is_array() ? std::to_string(at++) : key), found);
  }
}

TEST(MetricFields, AreThoseOfTheFile) {
  const Session session = test::session({span(0, 400)}, {{Label::cry, 100, 110}, {Label::female, 105, 106}});
  const ordered_json file = ordered_json::parse(metrics_json(session, measure(session), {}));
  std::set<std::string> there, told;
  for (const auto& [block, json] : file.items()) {
    const std::set<std::string> beside{"schema", "lull", "recording", "observed", "not_measured", "na"};
    if (!beside.contains(block)) add_patterns(json, "/" + block, there);
  }
  for (const MetricField& each : metric_fields()) told.insert(each.pointer);
  EXPECT_EQ(told, there);
}

TEST(MetricFields, AreEachDescribed) {
  for (const MetricField& each : metric_fields()) EXPECT_FALSE(each.help.empty()) << each.pointer;
  const ordered_json json = ordered_json::parse(metric_fields_json());
  EXPECT_EQ(json["/crying/seconds"][0], "s");
  EXPECT_EQ(json.size(), metric_fields().size());
}

TEST(MetricFields, StandInTheDocumentationEachOne) {
  const std::string text = docs();
  for (const MetricField& each : metric_fields()) {
    EXPECT_NE(text.find("`" + each.pointer.substr(1) + "`"), std::string::npos)
        << each.pointer << " is not in docs/metrics.md, Every field";
  }
}

}  // namespace
}  // namespace lull
