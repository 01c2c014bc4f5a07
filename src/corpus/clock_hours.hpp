#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

#include "lull/report/corpus_page.hpp"

namespace lull {

/// Adds what a session's timeline.json knows of each hour of the day, in order of the hours: nothing where
/// the clock time of the recording is not known. `recording` is its row in recordings.csv. Throws
/// Error(Fault::input) when the file is not there or not whole. Cost: reads the file, parses its last
/// kilobyte or two.
void add_clock_hours(const std::filesystem::path& timeline, std::int64_t recording,
                     std::vector<ClockHourRow>& hours);

}  // namespace lull
