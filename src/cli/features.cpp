#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "cli/annotation_options.hpp"
#include "cli/commands.hpp"
#include "cli/inputs.hpp"
#include "cli/interrupt.hpp"
#include "cli/messages.hpp"
#include "cli/progress.hpp"
#include "cli/run_options.hpp"
#include "lull/corpus/feature_files.hpp"

namespace lull::cli {
namespace {

namespace fs = std::filesystem;

struct FeaturesArguments {
  std::vector<std::string> paths;
  std::string output, format, mfcc = "own", segments, color = "auto", progress = "auto", on_error = "skip";
  AnnotationArguments reading;
  FrameOptions frames;
  int channel = 0;
  unsigned jobs = 0;
  bool segments_only = false, null = false, quiet = false;
};

/// The format that --format names, else that of the output's ending, else CSV.
TableFormat format_of(const FeaturesArguments& arguments) {
  const std::string ending = fs::path(arguments.output).extension().string();
  const auto by_ending = ending.empty() ? std::nullopt : table_format_named(ending.substr(1));
  if (arguments.format.empty()) return by_ending.value_or(TableFormat::csv);
  const auto named = table_format_named(arguments.format);
  if (!named)
    throw Error(Fault::usage, "--format", "'" + arguments.format + "' is none of csv, npy, parquet");
  return *named;
}

/// Whether the output is to be a file: it ends as one, and is no folder that is there.
bool names_a_file(const fs::path& output, TableFormat format) {
  std::error_code failed;
  return output.extension() == "." + std::string(name(format)) && !fs::is_directory(output, failed);
}

MelDefinition mel_of(const std::string& word) {
  if (word == "own") return MelDefinition::own;
  if (word == "kaldi") return MelDefinition::kaldi;
  throw Error(Fault::usage, "--mfcc", "'" + word + "' is none of own, kaldi");
}

FeatureFilesOptions options_of(const FeaturesArguments& arguments) {
  FeatureFilesOptions options;
  options.extraction.frames = arguments.frames;
  options.extraction.mel = mel_of(arguments.mfcc);
  if (arguments.channel > 0) options.extraction.reader.channel = arguments.channel;
  options.format = format_of(arguments);
  options.output = arguments.output;
  options.to_file = names_a_file(arguments.output, options.format);
  options.frames = !arguments.segments_only;
  options.jobs = jobs_of(arguments.jobs);
  options.stop_on_error = arguments.on_error == "stop";
  if (arguments.segments_only && arguments.segments.empty()) {
    throw Error(Fault::usage, "--segments-only", "there are no segments", "give them with --segments");
  }
  return options;
}

void check_words(const FeaturesArguments& arguments) {
  allow_color(wants_color(arguments.color));
  if (arguments.on_error != "skip" && arguments.on_error != "stop") {
    throw Error(Fault::usage, "--on-error", "'" + arguments.on_error + "' is none of skip, stop");
  }
}

int status_after(const std::vector<FeatureFilesResult>& results) {
  if (const int signal = stop_signal()) return 128 + signal;
  std::size_t good = 0;
  for (const FeatureFilesResult& each : results) good += each.done && each.problem.empty();
  if (good == 0) return nothing_done;
  return good < results.size() ? some_failed : all_well;
}

int run_features(const FeaturesArguments& arguments) {
  check_words(arguments);
  const Progress::Style style = progress_style(arguments.progress, arguments.quiet);
  FeatureFilesOptions options = options_of(arguments);
  std::optional<SegmentSource> segments;
  if (!arguments.segments.empty()) {
    segments.emplace(arguments.segments, annotation_options(arguments.reading));
    for (const Error& fault : segments->faults()) say("error", fault.what());
    options.segments = &*segments;
  }
  const Findings found = find_recordings(input_paths(arguments.paths, arguments.null),
                                         options.to_file ? fs::path() : options.output);
  if (!arguments.quiet) {
    for (const std::string& note : found.notes) say("note", note);
  }
  if (found.recordings.empty()) {
    say("error", "no recordings are named; give audio files, or folders that hold some");
    return nothing_done;
  }
  if (options.to_file && found.recordings.size() > 1) {
    throw Error(Fault::usage, arguments.output,
                fmt::format("is one file, and there are {} recordings", found.recordings.size()),
                "give a folder with --output, and --format");
  }
  watch_signals();
  std::uint64_t total = 0;
  for (const FoundRecording& each : found.recordings) total += each.bytes;
  Progress progress(style, found.recordings.size(), total);
  const auto results = write_feature_files(found.recordings, options, stop_requested(),
                                           [&](std::size_t i, const FeatureFilesResult& one) {
                                             const FoundRecording& recording = found.recordings[i];
                                             progress.clear();
                                             if (!one.problem.empty())
                                               say("error", recording.path.string() + ": " + one.problem);
                                             if (!arguments.quiet) {
                                               for (const std::string& text : one.warnings)
                                                 say("warning", recording.path.string() + ": " + text);
                                             }
                                             progress.done(recording.bytes, !one.problem.empty(), one.length);
                                           });
  progress.end();
  const auto left =
      std::count_if(results.begin(), results.end(), [](const auto& each) { return !each.done; });
  if (left > 0) say("note", fmt::format("{} of {} recordings not started", left, results.size()));
  const int status = status_after(results);
  return status == all_well && segments && !segments->faults().empty() ? some_failed : status;
}

/// A flag for each option of the frames, but those that say what the model was trained with alone.
void add_frame_options(CLI::App& command, FrameOptions& options) {
  for_each_field(options, [&](const auto& each, auto& value) {
    std::string flag = "--" + std::string(each.name);
    std::replace(flag.begin(), flag.end(), '_', '-');
    std::string help(each.help);
    if (!each.unit.empty()) help += ", in " + std::string(each.unit);
    help += fmt::format(" [{}] ({:g} to {:g})", value, each.low, each.high);
    command.add_option(flag, value, help)->type_name("")->group("Frames");
  });
}

}  // namespace

void plan_features(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<FeaturesArguments>();
  CLI::App* command = program.add_subcommand("features", "acoustic features of every frame, as tables");
  command
      ->add_option("PATH", arguments->paths,
                   "recordings, folders of them, ChildProject datasets, or - for a list on standard input")
      ->required()
      ->type_name("");
  command
      ->add_option("-o,--output", arguments->output,
                   "folder for ID.frames.FORMAT of each recording, or for one a file that ends in .csv, .npy "
                   "or .parquet; "
                   "what is there is replaced")
      ->required()
      ->type_name("PATH");
  command->add_option("--format", arguments->format, "csv, npy or parquet [by the output's ending, else csv]")
      ->type_name("NAME");
  command
      ->add_option("--segments", arguments->segments,
                   "annotation file (`lull help formats`), a folder of them, or results of lull: what the "
                   "features do in each segment goes to ID.segments.FORMAT")
      ->type_name("PATH");
  command->add_flag("--segments-only", arguments->segments_only, "no table of the frames");
  command
      ->add_option("--mfcc", arguments->mfcc, "whose definition log-mel and MFCC follow: own or kaldi [own]")
      ->type_name("WHOSE");
  command->add_option("--channel", arguments->channel, "which channel to read [mean of all]")
      ->type_name("N")
      ->check(CLI::Range(1, 4096));
  add_annotation_options(*command, arguments->reading, "--segments-format");
  command->add_option("-j,--jobs", arguments->jobs, "recordings at a time [all cores]")
      ->type_name("N")
      ->check(CLI::Range(1u, 4096u));
  command->add_option("--on-error", arguments->on_error, "after a failed recording: skip it, or stop [skip]")
      ->type_name("WHAT");
  command->add_flag("-q,--quiet", arguments->quiet, "errors only");
  command->add_flag("-0,--null", arguments->null,
                    "a NUL stands between the paths of a list, not a line break");
  command->add_option("--color", arguments->color, "auto, always or never [auto]")->type_name("WHEN");
  command->add_option("--progress", arguments->progress, "auto, always or never [auto]")->type_name("WHEN");
  add_frame_options(*command, arguments->frames);
  command->footer(
      "Each row is a frame: level, F0, periodicity, harmonics-to-noise ratio, tilt, centroid, flux,\n"
      "flatness, roll-off, entropy, log-mel bands and MFCC. What a frame does not have is an empty cell,\n"
      "NaN in .npy, null in Parquet. docs/features.md has definitions, units and sources.\n"
      "Exit status: 0 all well, 1 some recordings failed (the rest is complete), 2 bad usage, 3 nothing\n"
      "could be done, 70 a mistake of ours, 130 or 143 interrupted.\n"
      "Memory: about 40 MiB and 4 MiB a job, with Parquet 12, however long the recordings are; with\n"
      "--segments 260 bytes a frame more, from the start of the first segment that is open.");
  command->callback([&action, arguments] { action = [arguments] { return run_features(*arguments); }; });
}

}  // namespace lull::cli
