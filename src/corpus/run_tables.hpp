#pragma once
#include <string>

#include "lull/corpus/analysis.hpp"

namespace lull {

/// Writes recordings.csv, episodes.csv, segments.csv and lull.sqlite from the recordings' own folders, so
/// that it makes no difference in which run each was made. Memory: of one recording. `made` is the
/// fingerprint.
void write_tables(const AnalysisResult& result, const std::string& made, const ResultsDirectory& results);

}  // namespace lull
