#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "lull/corpus/analysis.hpp"

namespace lull {

struct MergeOptions {
  bool force = false;    ///< replace what is there, whatever made it
  bool parquet = false;  ///< the tables as Parquet too
};

/// The results directories of all shards of a corpus, found to belong together.
class ShardedResults {
 public:
  /// Throws Error(Fault::usage) when a folder holds no shard, two hold the same, or their plans, settings,
  /// models or versions differ: the error names what differs and where. Throws Error(Fault::input) for what
  /// cannot be read. Reads run.json and the plan of each.
  explicit ShardedResults(std::span<const std::filesystem::path> folders);

  /// A recording without a result, and why: its shard is not among the folders, was interrupted, or its
  /// folder is damaged.
  struct Missing {
    std::string id, why;
  };
  /// Cost: looks whether each recording's files are there.
  std::vector<Missing> missing() const;

  std::size_t size() const { return plan_.entries.size(); }

  /// Writes what a run over all recordings would have written: the same bytes, but for the clock and host of
  /// run.json. Nothing must be missing. `stop` ends it early; merging again starts anew. Throws as
  /// analyze_recordings() does.
  AnalysisResult join(const ResultsDirectory& results, const MergeOptions& options,
                      const std::atomic<bool>& stop) const;

 private:
  struct Part {
    std::filesystem::path folder;
    std::string made, started, status;
  };
  const Part* part_of(const ShardPlan::Entry& entry) const;
  void check_same(const Part& part, const ShardPlan& plan) const;

  ShardPlan plan_;
  std::vector<Part> parts_;  // by shard; an empty folder where none was given
};

}  // namespace lull
