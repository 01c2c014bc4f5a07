#pragma once
#include <string>

#include "lull/corpus/analysis.hpp"

namespace lull {

/// Writes recordings.csv, episodes.csv, segments.csv, metrics.csv, lull.sqlite and corpus.html from the
/// recordings' own folders, so that it makes no difference in which run each was made. Memory: of one
/// recording and of the rows of recordings.csv. `made` is the fingerprint. parquet: the tables as Parquet
/// too; without it those of an earlier run go, since they would tell of that one.
void write_tables(const AnalysisResult& result, const std::string& made, const ResultsDirectory& results,
                  bool parquet);

}  // namespace lull
