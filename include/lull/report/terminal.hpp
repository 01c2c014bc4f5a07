#pragma once
#include <span>
#include <string>

#include "lull/report/rows.hpp"
#include "lull/response/episode_row.hpp"

namespace lull {

/// A short table of recordings for a person at a terminal: at most `most` rows, failed ones among them, then
/// a line that says how many more there are. A median that does not exist is its reason in brackets. Control
/// characters in names are shown as escapes.
std::string recordings_table(std::span<const RecordingRow> rows, std::size_t most);

/// The same of episodes.
std::string episodes_table(std::span<const EpisodeRow> rows, std::size_t most);

/// A length of time for people, such as 4 min 05 s or 15 h 59 min.
std::string readable(Milliseconds time);

}  // namespace lull
