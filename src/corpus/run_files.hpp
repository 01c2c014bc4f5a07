#pragma once
#include <string>

#include "lull/corpus/analysis.hpp"
#include "lull/report/metrics_json.hpp"
#include "lull/store/run_record.hpp"

namespace lull {

/// The files at the top of a results directory: run.json from the start, the tables at the end.
class RunFiles {
 public:
  /// Throws Error(Fault::usage) when the directory holds tables that are not ours, or a run made otherwise,
  /// unless `force` says to replace them. Writes run.json with the status "running".
  RunFiles(const ResultsDirectory& results, const Provenance& provenance, std::size_t recordings, bool force);

  const Provenance& provenance() const { return record_.provenance; }
  const std::string& fingerprint() const { return fingerprint_; }

  /// Counts what became of the recordings, and writes tables and run.json.
  void finish(AnalysisResult& result);

 private:
  void refuse_what_is_there() const;

  const ResultsDirectory& results_;
  RunRecord record_;
  std::string fingerprint_;
};

}  // namespace lull
