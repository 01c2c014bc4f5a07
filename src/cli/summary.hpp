#pragma once
#include "cli/run_options.hpp"
#include "lull/corpus/analysis.hpp"

namespace lull::cli {

/// Says at once what became of a recording: a failure always, what is odd about it unless quiet.
void tell(const RecordingResult& result, const RunOptions& options);

/// The exit status after a run.
int status_after(const AnalysisResult& result);

/// The end of a run for a person, or as one JSON object.
void summarise(const AnalysisResult& result, const RunOptions& options, int status);

}  // namespace lull::cli
