#pragma once
#include <cstddef>
#include <optional>
#include <string>

#include "lull/corpus/analysis.hpp"
#include "lull/corpus/shards.hpp"
#include "lull/store/run_record.hpp"

namespace lull {

/// The files at the top of a results directory: run.json from the start, the tables at the end.
class RunFiles {
 public:
  struct Wanted {
    bool force = false;    ///< replaces what is there
    bool parquet = false;  ///< the tables as Parquet too
  };

  /// Throws Error(Fault::usage) when the directory holds tables that are not ours, or a run made otherwise,
  /// unless `force` says to replace them. Writes run.json with the status "running", and the plan, if the run
  /// is one of several. `made` is the fingerprint of the run; `results` must outlive this.
  RunFiles(const ResultsDirectory& results, std::string made, std::size_t recordings, Wanted wanted,
           const std::optional<ShardPlan>& plan = std::nullopt);

  const std::string& fingerprint() const { return record_.made; }

  /// For a run that joins others: when the first of them started.
  void started(const std::string& utc) { record_.started = utc; }

  /// Counts what became of the recordings, and writes tables and run.json.
  void finish(AnalysisResult& result);

 private:
  void refuse_what_is_there() const;
  void refuse_foreign_parquet(bool force) const;
  void refuse_other_shards(const std::optional<ShardPlan>& plan) const;

  const ResultsDirectory& results_;
  RunRecord record_;
  bool parquet_;
};

}  // namespace lull
