#include "lull/store/metric_rows.hpp"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <iterator>

#include "lull/report/table.hpp"

namespace lull {
namespace {

void append_cell(const MetricsReader::Scalar& value, std::string& lines) {
  std::visit(
      [&](const auto& held) {
        using Held = std::decay_t<decltype(held)>;
        if constexpr (std::is_same_v<Held, std::monostate>) {
          // an empty cell
        } else if constexpr (std::is_same_v<Held, bool>) {
          lines += held ? "true" : "false";
        } else if constexpr (std::is_same_v<Held, double> || std::is_same_v<Held, std::int64_t>) {
          fmt::format_to(std::back_inserter(lines), FMT_COMPILE("{}"), held);  // not rounded
        } else {
          lines += csv_cell(held);
        }
      },
      value);
}

}  // namespace

std::string metric_rows(const std::string& recording, const MetricsReader& metrics) {
  const std::string id = csv_cell(std::string_view(recording));
  std::string lines;
  lines.reserve(metrics.values().size() * 64);
  for (const MetricsReader::Value& each : metrics.values()) {
    lines += id;
    lines += ',';
    lines += metrics.pointer(each.pointer);
    lines += ',';
    append_cell(each.value, lines);
    lines += ',';
    lines += each.reason;
    lines += '\n';
  }
  return lines;
}

}  // namespace lull
