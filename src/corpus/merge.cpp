#include "lull/corpus/merge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "corpus/recording_files.hpp"
#include "corpus/run_files.hpp"
#include "corpus/shard_plan.hpp"
#include "lull/core/error.hpp"
#include "lull/report/table.hpp"

namespace lull {
namespace {

namespace fs = std::filesystem;

std::string text_at(const std::string& json_text, const char* key) {
  const auto json = nlohmann::json::parse(json_text, nullptr, false);
  const bool there = json.is_object() && json.contains(key) && json.at(key).is_string();
  return there ? json.at(key).get<std::string>() : std::string();
}

/// What differs between two plans of one corpus; empty if nothing does.
std::string plan_difference(const ShardPlan& a, const ShardPlan& b) {
  if (a.shard.count != b.shard.count) {
    return fmt::format("one of {} shards here, one of {} there", a.shard.count, b.shard.count);
  }
  for (std::size_t i = 0; i < std::max(a.entries.size(), b.entries.size()); ++i) {
    if (i >= a.entries.size()) return "has no recording " + b.entries[i].id;
    if (i >= b.entries.size()) return "has a recording " + a.entries[i].id + " more";
    if (a.entries[i] == b.entries[i]) continue;
    return fmt::format("recording {} is {} ({}, shard {}) here, {} ({}, shard {}) there", i + 1,
                       a.entries[i].id, a.entries[i].path, a.entries[i].shard, b.entries[i].id,
                       b.entries[i].path, b.entries[i].shard);
  }
  return {};
}

/// A recording's files as they lie in a folder, in order of their names.
std::vector<NamedBytes> session_files(const fs::path& folder) {
  std::vector<NamedBytes> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.is_regular_file())
      files.emplace_back(entry.path().filename().string(), read_file(entry.path()));
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// The rows of the recordings that failed, by id.
std::map<std::string, RecordingRow> failures_in(const fs::path& folder) {
  std::map<std::string, RecordingRow> failures;
  for (RecordingRow& row : read_csv<RecordingRow>(read_file(folder / "recordings.csv"))) {
    if (row.status != "ok") failures.emplace(row.recording, std::move(row));
  }
  return failures;
}

}  // namespace

ShardedResults::ShardedResults(std::span<const fs::path> folders) {
  for (const fs::path& folder : folders) {
    const auto plan = read_shard_plan(folder);
    if (!plan) {
      throw Error(Fault::usage, folder.string(), "holds no shard", "give results of analyze --shard");
    }
    const std::string run = read_file(folder / "run.json");
    Part part{folder, made_by(run).fingerprint, text_at(run, "started"), text_at(run, "status")};
    if (part.made.empty()) {
      throw Error(Fault::input, (folder / "run.json").string(), "does not say what made it",
                  "run that shard again");
    }
    if (parts_.empty()) {
      plan_ = *plan;
      parts_.resize(plan->shard.count);
    }
    check_same(part, *plan);
    parts_[plan->shard.index - 1] = std::move(part);
  }
}

void ShardedResults::check_same(const Part& part, const ShardPlan& plan) const {
  const auto first =
      std::find_if(parts_.begin(), parts_.end(), [](const Part& p) { return !p.folder.empty(); });
  if (first == parts_.end()) return;
  const std::string both = part.folder.string() + " and " + first->folder.string();
  if (const std::string what = plan_difference(plan, plan_); !what.empty()) {
    throw Error(Fault::usage, both, "are shards of different runs: " + what,
                "run the shards again over the same recordings");
  }
  if (part.made != first->made) {
    throw Error(Fault::usage, both,
                fmt::format("were made otherwise: {}",
                            difference(part.made, first->made, "in the first", "in the other")),
                "run one of them again");
  }
  const Part& same = parts_[plan.shard.index - 1];
  if (!same.folder.empty()) {
    throw Error(Fault::usage, part.folder.string() + " and " + same.folder.string(),
                fmt::format("are both shard {} of {}", plan.shard.index, plan.shard.count),
                "give one of them");
  }
}

const ShardedResults::Part* ShardedResults::part_of(const ShardPlan::Entry& entry) const {
  const Part& part = parts_[entry.shard - 1];
  return part.folder.empty() ? nullptr : &part;
}

std::vector<ShardedResults::Missing> ShardedResults::missing() const {
  std::vector<std::map<std::string, RecordingRow>> failures(parts_.size());
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (parts_[i].status == "complete") failures[i] = failures_in(parts_[i].folder);
  }
  std::vector<Missing> missing;
  for (const ShardPlan::Entry& entry : plan_.entries) {
    const std::string shard = fmt::format("shard {} of {}", entry.shard, plan_.shard.count);
    const Part* part = part_of(entry);
    if (!part) {
      missing.push_back({entry.id, shard + " was not given"});
    } else if (part->status != "complete") {
      // Also one that is there: only the end of a run says that it is still true to its input.
      missing.push_back(
          {entry.id, fmt::format("{} in {} did not end; run it again", shard, part->folder.string())});
    } else if (!failures[entry.shard - 1].contains(entry.id) &&
               !result_in(part->folder / "sessions" / entry.id, part->made)) {
      missing.push_back({entry.id, fmt::format("its files in {} are not whole; run {} again",
                                               part->folder.string(), shard)});
    }
  }
  return missing;
}

AnalysisResult ShardedResults::join(const ResultsDirectory& results, const MergeOptions& options,
                                    const std::atomic<bool>& stop) const {
  const auto given =
      std::find_if(parts_.begin(), parts_.end(), [](const Part& p) { return !p.folder.empty(); });
  RunFiles files(results, given->made, plan_.entries.size(),
                 {.force = options.force, .parquet = options.parquet});
  std::vector<std::map<std::string, RecordingRow>> failures;
  std::string started = given->started;
  for (const Part& part : parts_) {
    failures.push_back(part.folder.empty() ? std::map<std::string, RecordingRow>()
                                           : failures_in(part.folder));
    if (!part.started.empty()) started = std::min(started, part.started);
  }
  files.started(started);
  AnalysisResult result;
  result.recordings.resize(plan_.entries.size());
  for (std::size_t i = 0; i < plan_.entries.size() && !stop; ++i) {
    const ShardPlan::Entry& entry = plan_.entries[i];
    const fs::path from = parts_[entry.shard - 1].folder / "sessions" / entry.id;
    if (const auto failed = failures[entry.shard - 1].find(entry.id);
        failed != failures[entry.shard - 1].end()) {
      results.remove_session(entry.id);
      result.recordings[i].done = true;
      result.recordings[i].row = failed->second;
    } else if (auto one = result_in(from, files.fingerprint())) {
      one->kept = false;
      results.write_session(entry.id, session_files(from));
      result.recordings[i] = std::move(*one);
    } else {
      throw Error(Fault::input, from.string(), "is not whole", "run that shard again");
    }
  }
  files.finish(result);
  return result;
}

}  // namespace lull
