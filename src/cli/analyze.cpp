#include <iostream>
#include <map>
#include <sstream>

#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/messages.hpp"
#include "cli/progress.hpp"
#include "cli/settings.hpp"
#include "cli/summary.hpp"
#include "lull/corpus/analysis.hpp"

namespace lull::cli {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  std::vector<std::string> paths;
  std::string model, shard;
  RunOptions run;
};

/// Paths from standard input: NUL between them if there is one, else a line each.
std::vector<fs::path> listed_paths() {
  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  const char separator = text.find('\0') == std::string::npos ? '\n' : '\0';
  std::vector<fs::path> paths;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line, separator);) {
    if (separator == '\n' && line.ends_with('\r')) line.pop_back();
    if (!line.empty()) paths.emplace_back(line);
  }
  return paths;
}

std::vector<fs::path> inputs_of(const Arguments& arguments) {
  std::vector<fs::path> paths;
  for (const std::string& path : arguments.paths) {
    if (path == "-") {
      const auto listed = listed_paths();
      paths.insert(paths.end(), listed.begin(), listed.end());
    } else {
      paths.emplace_back(path);
    }
  }
  return paths;
}

int run_analyze(const Arguments& arguments) {
  start_run(arguments.run);
  const Progress::Style style = progress_style(arguments.run.progress, arguments.run.quiet);
  AnalysisOptions options;
  options.pipeline = gather(arguments.run.config, arguments.run.settings).pipeline();
  options.jobs = jobs_of(arguments.run);
  options.stop_on_error = arguments.run.on_error == "stop";
  options.force = arguments.run.force;
  const Model model = Model::load(find_model(arguments.model));
  model.operating_point(options.pipeline.operating_point);

  const std::optional<Shard> shard =
      arguments.shard.empty() ? std::nullopt : std::optional(parse_shard(arguments.shard));
  Findings found = find_recordings(inputs_of(arguments), arguments.run.output);
  for (const std::string& note : found.notes) {
    if (!arguments.run.quiet) say("note", note);
  }
  if (found.recordings.empty()) {
    say("error", "no recordings are named; give audio files, or folders that hold some");
    return nothing_done;
  }
  const ResultsDirectory results(arguments.run.output);
  watch_signals();
  if (shard) options.plan = take_shard(found.recordings, *shard, options.jobs, stop_requested());
  std::map<std::string, std::uint64_t> sizes;
  std::uint64_t total = 0;
  for (const FoundRecording& each : found.recordings) total += sizes[each.id] = each.bytes;
  Progress progress(style, found.recordings.size(), total);
  const AnalysisResult result = analyze_recordings(
      found.recordings, model, options, results, stop_requested(), [&](const RecordingResult& one) {
        progress.clear();
        tell(one, arguments.run);
        const bool heard = !one.kept && one.row.status == "ok";
        progress.done(sizes.at(one.row.recording), one.row.status != "ok",
                      heard ? one.row.duration_s : std::nullopt);
      });
  progress.end();
  const int status = status_after(result);
  summarise(result, arguments.run, status);
  return status;
}

}  // namespace

void plan_analyze(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      program.add_subcommand("analyze", "recordings in; segments, episodes, metrics and tables out");
  command
      ->add_option("PATH", arguments->paths, "recordings, folders of them, or - for a list on standard input")
      ->required()
      ->type_name("");
  command->add_option("--model", arguments->model, "model file")->type_name("FILE");
  command
      ->add_option("--shard", arguments->shard, "only the I-th of N parts of the recordings, for lull merge")
      ->type_name("I/N");
  add_run_options(*command, arguments->run, SettingsOf::listening_and_metrics);
  command->footer(run_footer("about 40 MiB and 4 MiB a job, however long the recordings are."));
  command->callback([&action, arguments] { action = [arguments] { return run_analyze(*arguments); }; });
}

}  // namespace lull::cli
