#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "lull/events/session.hpp"
#include "lull/events/settings.hpp"
#include "lull/response/metrics.hpp"

namespace lull {

/// A setting beyond those of the metrics, such as the operating point.
using SettingValue = std::variant<bool, std::int64_t, double, std::string>;

/// What made the numbers.
struct Provenance {
  std::string version;                  ///< of lull
  std::optional<std::string> model_id;  ///< absent where nothing was detected, only measured
  std::optional<std::string> model_sha256;
  MetricSettings settings;
  std::vector<std::pair<std::string, SettingValue>>
      more_settings;  ///< after those of the metrics, in this order
};

/// The bytes of metrics.json (interfaces.md): every field, keys in fixed order, numbers unrounded in their
/// shortest form whatever the locale, one space of indentation a level, a newline at the end. What is not
/// available is null and its pointer a key of `na`. Bytes of a path or text that are no UTF-8 become U+FFFD.
std::string metrics_json(const Session& session, const SessionMetrics& metrics, const Provenance& provenance);

}  // namespace lull
