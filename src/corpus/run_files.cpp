#include "corpus/run_files.hpp"

#include <fmt/format.h>

#include <system_error>

#include "corpus/recording_files.hpp"
#include "corpus/run_tables.hpp"
#include "corpus/shard_plan.hpp"
#include "lull/store/parquet_tables.hpp"

namespace lull {
namespace {

[[noreturn]] void refuse_foreign(const std::filesystem::path& folder, const char* name) {
  const bool is_folder = std::filesystem::is_directory(folder / name);
  throw Error(
      Fault::usage, folder.string(),
      "holds a " + std::string(name) + " that is damaged or not of this program, and it would be replaced",
      is_folder ? "choose another folder, or move it away"
                : "choose another folder, or give --force to replace it");
}

}  // namespace

RunFiles::RunFiles(const ResultsDirectory& results, std::string made, std::size_t recordings, Wanted wanted,
                   const std::optional<ShardPlan>& plan)
    : results_(results), parquet_(wanted.parquet) {
  record_.status = "running";
  record_.made = std::move(made);
  record_.started = utc_now();
  record_.recordings = static_cast<std::int64_t>(recordings);
  if (!wanted.force) {
    refuse_what_is_there();
    refuse_other_shards(plan);
  }
  if (parquet_) refuse_foreign_parquet(wanted.force);
  // Before the plan: a merge that looks in between sees a shard that is not done.
  results_.write("run.json", run_json(record_));
  if (plan) {
    results_.write(shard_file, shard_json(*plan));
  } else {
    results_.remove(shard_file);
  }
}

void RunFiles::refuse_other_shards(const std::optional<ShardPlan>& plan) const {
  const auto name = [](const std::optional<ShardPlan>& each) {
    return each ? fmt::format("shard {} of {}", each->shard.index, each->shard.count) : "a run over all";
  };
  std::error_code failed;
  if (!std::filesystem::exists(results_.path() / "run.json", failed)) return;
  const auto there = read_shard_plan(results_.path());
  if (name(there) == name(plan)) return;
  throw Error(Fault::usage, results_.path().string(),
              fmt::format("holds {}, and this is {}", name(there), name(plan)),
              "give each a folder of its own, or --force to replace it");
}

void RunFiles::refuse_what_is_there() const {
  const std::string there = made_by(read_file(results_.path() / "run.json")).fingerprint;
  if (there == record_.made) return;
  if (!there.empty()) {
    throw Error(Fault::usage, results_.path().string(),
                "holds a run made otherwise: " + difference(there, record_.made),
                "choose another folder, or give --force to do it all again");
  }
  std::error_code failed;
  for (const char* name : {"run.json", "recordings.csv", "episodes.csv", "segments.csv", "metrics.csv",
                           "lull.sqlite", "corpus.html"}) {
    if (std::filesystem::exists(results_.path() / name, failed)) refuse_foreign(results_.path(), name);
  }
}

/// A folder of that name, as others write Parquet, is not ours to replace in any case.
void RunFiles::refuse_foreign_parquet(bool force) const {
  std::error_code failed;
  for (const char* name : ParquetTables::files) {
    const std::filesystem::path path = results_.path() / name;
    if (!std::filesystem::exists(path, failed) || ParquetTables::wrote(path)) continue;
    if (!force || std::filesystem::is_directory(path, failed)) refuse_foreign(results_.path(), name);
  }
}

void RunFiles::finish(AnalysisResult& result) {
  results_.settle();
  for (const RecordingResult& each : result.recordings) {
    result.not_started += !each.done;
    result.kept += each.kept;
    if (!each.done) continue;
    if (each.row.status == "ok") continue;
    ++result.failed;
    record_.failures.push_back({each.row.recording, each.row.path, each.row.error});
  }
  write_tables(result, record_.made, results_, parquet_);

  record_.recordings = static_cast<std::int64_t>(result.recordings.size());
  record_.failed = static_cast<std::int64_t>(result.failed);
  record_.not_started = static_cast<std::int64_t>(result.not_started);
  record_.ok = record_.recordings - record_.failed - record_.not_started;
  record_.status = result.not_started > 0 ? "interrupted" : "complete";
  record_.ended = utc_now();
  results_.write("run.json", run_json(record_));
}

}  // namespace lull
