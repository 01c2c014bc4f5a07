#pragma once
#include <string>
#include <string_view>

#include "lull/events/session.hpp"
#include "lull/events/settings.hpp"
#include "lull/response/metrics.hpp"

namespace lull {

/// The bytes of timeline.json: what the page of a session draws beside metrics.json. Warnings, segments with
/// their confidence and distress, level and coarse spectrum of each second, episodes with the columns of
/// episodes.csv, and the amounts of each hour. Long lists are integers, times in ms as differences from the
/// one before. Size: about 15 bytes a segment and 10 a second. Cost: one pass.
std::string timeline_json(const Session& session, const SessionMetrics& metrics,
                          const MetricSettings& settings);

/// The bytes of report.html: one file that asks for nothing else. `metrics` and `timeline` are the bytes of
/// metrics.json and timeline.json, which are all that the page knows: the same two give the same page.
std::string session_page(std::string_view metrics, std::string_view timeline);

}  // namespace lull
