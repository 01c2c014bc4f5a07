#include "lull/store/metric_rows.hpp"

#include "lull/core/error.hpp"
#include "lull/report/table.hpp"
#include "store/metric_leaves.hpp"

namespace lull {
namespace {

std::string cell_of(const OrderedJson& value) {
  if (value.is_null()) return {};
  if (value.is_string()) return csv_cell(std::string_view(value.get_ref<const std::string&>()));
  return value.dump();  // a minus in front is no formula
}

}  // namespace

std::string metric_rows(const std::string& recording, const std::string& metrics_json) {
  const std::string id = csv_cell(std::string_view(recording));
  std::string lines;
  try {
    for_each_metric(OrderedJson::parse(metrics_json),
                    [&](const std::string& pointer, const OrderedJson& value, const OrderedJson& reason) {
                      lines += id + "," + pointer + "," + cell_of(value) + "," + cell_of(reason) + "\n";
                    });
  } catch (const nlohmann::json::exception&) {
    throw Error(Fault::input, recording, "its metrics.json is none of ours", "use --force to make it anew");
  }
  return lines;
}

}  // namespace lull
