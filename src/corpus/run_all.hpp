#pragma once
#include <atomic>
#include <functional>
#include <span>

#include "corpus/run_files.hpp"
#include "lull/corpus/analysis.hpp"
#include "lull/pipeline/hands.hpp"

namespace lull {

/// How a run is steered and followed.
struct RunControl {
  unsigned jobs = 1;  ///< threads
  bool stop_on_error = false;
  std::atomic<bool>& stop;
  const std::function<void(const RecordingResult&)>& on_done;
  Hands* hands = nullptr;  ///< for `jobs` threads: those with nothing left to start lend them theirs
};

/// Calls `work(i)` for every recording without a known problem, largest first, and finishes the run's files.
/// A failure that is a recording's own becomes its row; one of the output ends the run and is thrown.
AnalysisResult run_all(std::span<const FoundRecording> recordings, const RunControl& control,
                       const ResultsDirectory& results, RunFiles& files,
                       const std::function<RecordingResult(std::size_t)>& work);

}  // namespace lull
