#include "lull/corpus/merge.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <system_error>

#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/messages.hpp"
#include "cli/summary.hpp"
#include "lull/core/text.hpp"

namespace lull::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_named = 20;

struct MergeArguments {
  std::vector<std::string> folders;
  RunOptions run;
};

void refuse_own_input(const MergeArguments& arguments) {
  for (const std::string& folder : arguments.folders) {
    std::error_code failed;
    if (fs::equivalent(folder, arguments.run.output, failed)) {
      throw Error(Fault::usage, "--output", "is one of the folders that are merged", "choose another folder");
    }
  }
}

/// What is missing: all of it as JSON, some of it for people.
void name_missing(const std::vector<ShardedResults::Missing>& missing, std::size_t of,
                  const RunOptions& options) {
  for (std::size_t i = 0; i < std::min(missing.size(), most_named); ++i) {
    say("error", "missing: " + missing[i].id + ": " + missing[i].why);
  }
  const std::size_t more = missing.size() - std::min(missing.size(), most_named);
  say("error",
      fmt::format("{} of {} recordings are missing{}; nothing was merged", missing.size(), of,
                  more > 0 ? fmt::format(", {} of them not named here (--json names all)", more) : ""));
  if (!options.json) return;
  nlohmann::ordered_json json{{"output", as_utf8(options.output)}, {"exit_status", nothing_done}};
  for (const auto& [id, why] : missing) json["missing"].push_back({{"recording", id}, {"why", as_utf8(why)}});
  put(json.dump() + "\n");
}

int run_merge(const MergeArguments& arguments) {
  allow_color(wants_color(arguments.run.color));
  const std::vector<fs::path> folders(arguments.folders.begin(), arguments.folders.end());
  const ShardedResults shards(folders);
  if (const auto missing = shards.missing(); !missing.empty()) {
    name_missing(missing, shards.size(), arguments.run);
    return nothing_done;
  }
  refuse_own_input(arguments);
  const ResultsDirectory results(arguments.run.output);
  watch_signals();
  const AnalysisResult result =
      shards.join(results, {arguments.run.force, arguments.run.parquet}, stop_requested());
  for (const RecordingResult& each : result.recordings) {
    if (each.done) tell(each, arguments.run);
  }
  const int status = status_after(result);
  summarise(result, arguments.run, status);
  return status;
}

}  // namespace

void plan_merge(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<MergeArguments>();
  CLI::App* command = program.add_subcommand("merge", "the results of all shards as those of one run");
  command->add_option("DIR", arguments->folders, "results of analyze --shard, one folder for each shard")
      ->required()
      ->type_name("");
  RunOptions& run = arguments->run;
  command->add_option("-o,--output", run.output, "folder for the results")->required()->type_name("DIR");
  command->add_flag("--force", run.force, "replace what is there, even if it was made otherwise");
  add_parquet_flag(*command, run);
  command->add_flag("--json", run.json, "one JSON object on standard output instead of the table");
  command->add_flag("-q,--quiet", run.quiet, "no table; failures and what is missing");
  command->add_flag("-v,--verbose", run.verbose, "a line for each recording");
  command->add_option("--color", run.color, "auto, always or never [auto]")->type_name("WHEN");
  command->footer(
      "Exit status: 0 all well, 1 some recordings failed (the rest is complete), 2 the folders do not "
      "belong\n"
      "together, 3 recordings are missing (they are named, and nothing is written) or nothing could be "
      "done,\n"
      "70 a mistake of ours, 130 or 143 interrupted.\n"
      "Memory: about 7 kB a recording and its rows of episodes.csv.");
  command->callback([&action, arguments] { action = [arguments] { return run_merge(*arguments); }; });
}

}  // namespace lull::cli
