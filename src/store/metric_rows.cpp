#include "lull/store/metric_rows.hpp"

#include <fmt/format.h>

#include "lull/report/table.hpp"

namespace lull {
namespace {

std::string cell_of(const MetricsReader::Scalar& value) {
  return std::visit(
      [](const auto& held) -> std::string {
        using Held = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, std::monostate>) {
          return {};
        } else if constexpr (std::is_same_v<Held, bool>) {
          return held ? "true" : "false";
        } else if constexpr (std::is_same_v<Held, double>) {
          return fmt::format("{}", held);  // as metrics.json has it, not rounded
        } else {
          return csv_cell(held);
        }
      },
      value);
}

}  // namespace

std::string metric_rows(const std::string& recording, const MetricsReader& metrics) {
  const std::string id = csv_cell(std::string_view(recording));
  std::string lines;
  for (const MetricsReader::Value& each : metrics.values()) {
    lines += id + ',' + metrics.pointer(each.pointer) + ',' + cell_of(each.value) + ',';
    lines += each.reason;
    lines += '\n';
  }
  return lines;
}

}  // namespace lull
