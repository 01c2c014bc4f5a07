#pragma once
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

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

/// Sound that a page plays, where somebody asked for it.
struct PageSound {
  struct Clip {
    std::int64_t episode = 0;  ///< its number
    TimeSpan when;             ///< of the recording
    std::string flac;          ///< bytes of a file
  };
  std::vector<Clip> clips;
  std::int64_t left_out = 0;  ///< episodes whose clips would have made the page too large
  std::string link;  ///< address of the recording, relative to the page; empty: the clips are in the page
};

/// The bytes of report.html: one file that asks for nothing else, but for the recording that `sound` links
/// to. `metrics` and `timeline` are the bytes of metrics.json and timeline.json: the same arguments give the
/// same page. Without `sound` the page holds none, and its policy lets it play none.
std::string session_page(std::string_view metrics, std::string_view timeline,
                         const PageSound* sound = nullptr);
/// The same, written piece by piece: a day's page is never held as a whole.
void write_session_page(std::ostream& out, std::string_view metrics, std::string_view timeline,
                        const PageSound* sound = nullptr);

}  // namespace lull
