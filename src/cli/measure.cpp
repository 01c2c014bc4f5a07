#include "cli/annotation_options.hpp"
#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/messages.hpp"
#include "cli/progress.hpp"
#include "cli/settings.hpp"
#include "cli/summary.hpp"
#include "lull/corpus/measurement.hpp"

namespace lull::cli {
namespace {

namespace fs = std::filesystem;

struct MeasureArguments {
  std::vector<std::string> annotations;
  std::string uem, duration, tracks, lexicon;
  std::vector<std::string> audio;
  int channel = 0;
  AnnotationArguments reading;
  RunOptions run;
};

/// The list given, else the one that comes with the program; without any, emotion words are not counted.
fs::path find_lexicon(const std::string& given) {
  constexpr const char* ours = "emotion-words-en.txt";
  if (!given.empty()) return given;
  if (const auto installed = find_installed(ours)) return *installed;
  say("note", std::string(ours) +
                  ": not found beside the program: emotion words are not counted; give a list "
                  "with --lexicon");
  return {};
}

/// The recordings that were annotated; what is passed over on the way is said.
std::vector<FoundRecording> find_audio(const MeasureArguments& arguments) {
  if (arguments.audio.empty()) return {};
  const std::vector<fs::path> paths(arguments.audio.begin(), arguments.audio.end());
  Findings found = find_recordings(paths, arguments.run.output);
  for (const std::string& note : found.notes) {
    if (!arguments.run.quiet) say("note", note);
  }
  return std::move(found.recordings);
}

int run_measure(const MeasureArguments& arguments) {
  start_run(arguments.run);
  const Progress::Style style = progress_style(arguments.run.progress, arguments.run.quiet);
  MeasurementOptions options;
  options.metrics = gather(arguments.run.config, arguments.run.settings).metrics;
  options.reading = annotation_options(arguments.reading);
  options.uem = arguments.uem;
  options.lexicon = find_lexicon(arguments.lexicon);
  if (!arguments.duration.empty()) {
    options.duration = time_of(arguments.duration);
    if (!options.duration || options.duration->count() < 0) {
      throw Error(Fault::usage, "--duration", "'" + arguments.duration + "' is no length of time",
                  "give seconds");
    }
  }
  if (!arguments.tracks.empty()) options.tracks = tracks_of(arguments.tracks);
  options.audio = find_audio(arguments);
  if (arguments.channel > 0) options.reader.channel = arguments.channel;
  options.start_time = start_of(arguments.run);
  options.exports = exports_of(arguments.run);
  options.parquet = arguments.run.parquet;
  options.jobs = jobs_of(arguments.run);
  options.stop_on_error = arguments.run.on_error == "stop";
  options.force = arguments.run.force;

  const std::vector<fs::path> annotations(arguments.annotations.begin(), arguments.annotations.end());
  const ResultsDirectory results(arguments.run.output);
  watch_signals();
  Progress progress(style, annotations.size(), 0);
  const AnalysisResult result =
      measure_annotations(annotations, options, results, stop_requested(), [&](const RecordingResult& one) {
        progress.clear();
        tell(one, arguments.run);
        progress.done(0, one.row.status != "ok", std::nullopt);
      });
  progress.end();
  for (const std::string& note : result.notes) say("warning", note);
  const int status = status_after(result);
  summarise(result, arguments.run, status);
  return status;
}

}  // namespace

void plan_measure(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<MeasureArguments>();
  CLI::App* command =
      program.add_subcommand("measure", "the same metrics and tables from annotated segments");
  command
      ->add_option("ANNOTATION", arguments->annotations,
                   "annotation files (`lull help formats`); some name several recordings")
      ->required()
      ->type_name("");
  command->add_option("--uem", arguments->uem, "what was annotated [all of each recording]")
      ->type_name("FILE");
  command->add_option("--duration", arguments->duration, "length of each recording, in s [its last offset]")
      ->type_name("S");
  command
      ->add_option("--tracks", arguments->tracks,
                   "what was listened for, of cry,adult,child [what the file shows]")
      ->type_name("LIST");
  command
      ->add_option("--lexicon", arguments->lexicon,
                   "words that name feelings, counted where there is a transcript [emotion-words-en.txt]")
      ->type_name("FILE");
  command
      ->add_option("--audio", arguments->audio,
                   "the recordings, or folders of them, by name: adds acoustics, distress and attunement")
      ->type_name("PATH");
  command->add_option("--channel", arguments->channel, "channel of --audio, from 1 [mean of all]")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  add_annotation_options(*command, arguments->reading);
  add_run_options(*command, arguments->run, SettingsOf::metrics);
  command->footer(run_footer("a few hundred bytes a segment, all files together."));
  command->callback([&action, arguments] { action = [arguments] { return run_measure(*arguments); }; });
}

}  // namespace lull::cli
