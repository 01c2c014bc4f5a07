#pragma once
#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

#include "lull/core/fields.hpp"
#include "lull/events/session.hpp"
#include "lull/events/settings.hpp"

namespace lull {

/// One hour of a recording: a clock hour where the clock time of its start is known, else an hour of the
/// file.
struct HourRow {
  Milliseconds from_s{0};  ///< its start, from that of the recording, pauses of the recorder included;
                           ///< below 0 for a first clock hour
  std::optional<std::int64_t> clock_hour;  ///< 0 to 23
  Milliseconds observed_s{0}, cry_s{0};
  std::int64_t episodes = 0;  ///< that began in it, left-censored ones apart
  std::int64_t known = 0;     ///< of them, those of which it is known whether they were answered within 30 s
  std::int64_t answered = 0;  ///< of those, strictly so

  static constexpr auto fields() {
    using H = HourRow;
    return std::tuple{field("from_s", &H::from_s, "s", "start of the hour"),
                      field("clock_hour", &H::clock_hour, "h", "hour of the day"),
                      field("observed_s", &H::observed_s, "s", "observed in it"),
                      field("cry_s", &H::cry_s, "s", "crying in it"),
                      field("episodes", &H::episodes, "", "episodes that began in it"),
                      field("known", &H::known, "", "of them, whether answered within 30 s is known"),
                      field("answered", &H::answered, "", "of those, answered within 30 s")};
  }
};

/// The hours of a session that were observed at all, in order; none where crying was not listened for.
/// Source: metrics.md, section 1.4 ("in reports") and, for the window, section 7.
std::vector<HourRow> by_hour(const Session& session, const MetricSettings& settings);

}  // namespace lull
