#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lull {

/// What a value of metrics.json is, as its block says where it is described.
struct MetricField {
  std::string pointer;  ///< into metrics.json; * for each item of a list and each row of a table
  std::string_view unit, help;
};

/// Every metric, in the order of the file. A proportion and a curve are one each.
std::vector<MetricField> metric_fields();

/// The same as one object, a list of unit and help by pointer: what a page names metrics by that it has no
/// words of its own for.
std::string metric_fields_json();

}  // namespace lull
