#include <map>

#include "cli/commands.hpp"
#include "cli/dry_run.hpp"
#include "cli/inputs.hpp"
#include "cli/interrupt.hpp"
#include "cli/memory.hpp"
#include "cli/messages.hpp"
#include "cli/progress.hpp"
#include "cli/settings.hpp"
#include "cli/sound.hpp"
#include "cli/summary.hpp"
#include "lull/corpus/analysis.hpp"

namespace lull::cli {
namespace {

struct AnalyzeArguments {
  std::vector<std::string> paths;
  std::string model, shard, memory_limit;
  bool null = false, dry_run = false;
  SoundFlags sound;
  RunOptions run;
};

AnalysisOptions options_of(const AnalyzeArguments& arguments) {
  AnalysisOptions options;
  options.pipeline = gather(arguments.run.config, arguments.run.settings).pipeline();
  options.exports = exports_of(arguments.run);
  options.parquet = arguments.run.parquet;
  options.jobs = jobs_of(arguments.run);
  options.stop_on_error = arguments.run.on_error == "stop";
  options.force = arguments.run.force;
  return options;
}

Findings find(const AnalyzeArguments& arguments) {
  Findings found = find_recordings(input_paths(arguments.paths, arguments.null), arguments.run.output);
  for (const std::string& note : found.notes) {
    if (!arguments.run.quiet) say("note", note);
  }
  if (const auto start = start_of(arguments.run)) {
    for (FoundRecording& each : found.recordings) each.circumstances.start_time = start;
  }
  return found;
}

/// The size of each recording, and of all.
std::uint64_t add_sizes(std::span<const FoundRecording> recordings,
                        std::map<std::string, std::uint64_t>& sizes) {
  std::uint64_t total = 0;
  for (const FoundRecording& each : recordings) total += sizes[each.id] = each.bytes;
  return total;
}

int run_analyze(const AnalyzeArguments& arguments) {
  start_run(arguments.run);
  const Progress::Style style = progress_style(arguments.run.progress, arguments.run.quiet);
  AnalysisOptions options = options_of(arguments);
  const Model model = Model::load(find_model(arguments.model));
  model.operating_point(options.pipeline.operating_point);
  const std::optional<Shard> shard =
      arguments.shard.empty() ? std::nullopt : std::optional(parse_shard(arguments.shard));
  const SoundOnPage sound = sound_of(arguments.sound);
  if (shard && sound != SoundOnPage::none) {
    throw Error(Fault::usage, "--shard", "does not go with --embed-audio or --audio-link",
                "merge the parts, then run lull report with it");
  }

  Findings found = find(arguments);
  if (found.recordings.empty()) {
    say("error", "no recordings are named; give audio files, or folders that hold some");
    return nothing_done;
  }
  if (!arguments.memory_limit.empty()) {
    options.jobs = jobs_within(parse_size(arguments.memory_limit), options.jobs, found.recordings.size());
  }
  if (arguments.dry_run) {
    if (shard) options.plan = take_shard(found.recordings, *shard, options.jobs, stop_requested());
    if (!shard) find_lengths(found.recordings, options.jobs, stop_requested());
    tell_plan(found.recordings, options.plan, options.jobs, measured_speed(model), arguments.run);
    return all_well;
  }
  const ResultsDirectory results(arguments.run.output);
  watch_signals();
  if (shard) options.plan = take_shard(found.recordings, *shard, options.jobs, stop_requested());
  std::map<std::string, std::uint64_t> sizes;
  const std::uint64_t total = add_sizes(found.recordings, sizes);
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
  int status = status_after(result);
  if (sound != SoundOnPage::none && !add_sound(results, sound, arguments.run.quiet) && status == all_well) {
    status = some_failed;
  }
  summarise(result, arguments.run, status);
  return status;
}

}  // namespace

void plan_analyze(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<AnalyzeArguments>();
  CLI::App* command =
      program.add_subcommand("analyze", "recordings in; segments, episodes, metrics and tables out");
  command
      ->add_option("PATH", arguments->paths,
                   "recordings, folders of them, ChildProject datasets, or - for a list on standard input")
      ->required()
      ->type_name("");
  command->add_option("--model", arguments->model, "model file")->type_name("FILE");
  command
      ->add_option("--shard", arguments->shard, "only the I-th of N parts of the recordings, for lull merge")
      ->type_name("I/N");
  add_sound_flags(*command, arguments->sound);
  command->add_flag("--dry-run", arguments->dry_run,
                    "say what would be done and how long it may take, and do nothing");
  command
      ->add_option("--memory-limit", arguments->memory_limit,
                   "fewer recordings at a time, to stay below this [none]")
      ->type_name("SIZE");
  command->add_flag("-0,--null", arguments->null,
                    "a NUL stands between the paths of a list, not a line break");
  add_run_options(*command, arguments->run, SettingsOf::listening_and_metrics);
  command->footer(
      run_footer("about 30 MiB and 6 MiB a job, however long the recordings are;\n30 MiB more where libav "
                 "decodes them."));
  command->callback([&action, arguments] { action = [arguments] { return run_analyze(*arguments); }; });
}

}  // namespace lull::cli
