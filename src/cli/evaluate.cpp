#include <fmt/format.h>

#include <charconv>

#include "cli/commands.hpp"
#include "cli/evaluate_output.hpp"
#include "cli/messages.hpp"
#include "cli/run_options.hpp"
#include "cli/settings.hpp"
#include "lull/corpus/annotation_pairs.hpp"
#include "store/files.hpp"

namespace lull::cli {
namespace {

constexpr std::size_t most_names = 3;  // of a list in a message

struct EvaluateArguments {
  std::string reference, hypothesis, uem, duration, groups, tracks, per_recording, config, color = "auto";
  bool json = false, quiet = false;
  std::map<std::string, std::string> settings;  ///< of the metrics
  std::map<std::string, std::string> options;   ///< of the comparison
};

EvaluationOptions options_of(const std::map<std::string, std::string>& given) {
  EvaluationOptions options;
  for_each_field(options, [&](const auto& field, auto& value) {
    const auto text = given.find(std::string(field.name));
    if (text == given.end()) return;
    std::optional<double> number;
    if constexpr (Duration<std::remove_cvref_t<decltype(value)>>) {
      const auto time = time_of(text->second);
      if (time) value = *time;
      number = time ? std::optional(as_number(*time)) : std::nullopt;
    } else {
      const char* end = text->second.data() + text->second.size();
      const auto read = std::from_chars(text->second.data(), end, value);
      if (read.ec == std::errc() && read.ptr == end) number = value;
    }
    if (!number || !(*number >= field.low && *number <= field.high)) {
      throw Error(Fault::usage, flag_of(std::string(field.name)), "'" + text->second + "' cannot be used",
                  fmt::format("give a number from {:g} to {:g}", field.low, field.high));
    }
  });
  return options;
}

std::string some_of(const std::vector<std::string>& names) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), most_names); ++i) {
    text += (i == 0 ? "" : ", ") + names[i];
  }
  return names.size() > most_names ? text + fmt::format(" and {} more", names.size() - most_names) : text;
}

void tell(const PairedAnnotations& paired) {
  const auto left = [](const std::vector<std::string>& names, const char* side) {
    if (names.empty()) return;
    say("warning", fmt::format("only in the {}, not compared: {}", side, some_of(names)));
  };
  left(paired.only_in_reference, "reference");
  left(paired.only_in_hypothesis, "hypothesis");
  for (const std::string& note : paired.notes) say("note", note);
}

/// Aside and then in one step, so that the file is whole or as it was.
void write_whole(const std::filesystem::path& path, const std::string& text) {
  std::filesystem::path aside = path;
  aside += ".partial";
  std::error_code ignored;
  std::filesystem::remove(aside, ignored);
  if (path.has_parent_path()) create_folders(path.parent_path());
  write_synced(aside, text);
  move_into_place(aside, path);
}

int run_evaluate(const EvaluateArguments& arguments) {
  allow_color(wants_color(arguments.color));
  for (const std::string& problem : unknown_variables()) say("warning", problem);
  const MetricSettings settings = gather(arguments.config, arguments.settings).metrics;
  const EvaluationOptions options = options_of(arguments.options);
  PairingOptions pairing{arguments.uem, std::nullopt, arguments.groups};
  if (!arguments.duration.empty()) {
    pairing.duration = time_of(arguments.duration);
    if (!pairing.duration || pairing.duration->count() < 0) {
      throw Error(Fault::usage, "--duration", "'" + arguments.duration + "' is no length of time",
                  "give seconds");
    }
  }
  std::optional<TrackSet> tracks;
  if (!arguments.tracks.empty()) tracks = tracks_of(arguments.tracks);

  AnnotationSet reference = load_annotations(arguments.reference, tracks);
  AnnotationSet hypothesis = load_annotations(arguments.hypothesis, tracks);
  Comparison comparison;
  comparison.reference = arguments.reference;
  comparison.hypothesis = arguments.hypothesis;
  comparison.grouped = !arguments.groups.empty();
  for (const AnnotationSet* set : {&reference, &hypothesis}) {
    for (const Error& fault : set->faults) say("error", fault.what());
    comparison.failed += set->faults.size();
  }
  const PairedAnnotations paired = pair_annotations(std::move(reference), std::move(hypothesis), pairing);
  for (const Error& fault : paired.faults) say("error", fault.what());
  comparison.failed += paired.faults.size();
  if (!arguments.quiet) tell(paired);
  if (paired.pairs.empty()) {
    throw Error(Fault::input, arguments.hypothesis, "no recording of " + arguments.reference + " in it",
                "the recordings' names must be the same");
  }
  comparison.notes = paired.notes;
  comparison.only_in_reference = paired.only_in_reference;
  comparison.only_in_hypothesis = paired.only_in_hypothesis;
  const Evaluation evaluation = evaluate(paired.pairs, settings, options);
  if (!arguments.per_recording.empty()) {
    write_whole(arguments.per_recording, evaluation_csv(paired.pairs, settings, options));
  }
  if (arguments.json) {
    put(evaluation_json(evaluation, comparison));
  } else if (!arguments.quiet) {
    put(evaluation_text(evaluation, comparison));
  }
  return comparison.failed > 0 ? some_failed : all_well;
}

void add_options(CLI::App& command, std::map<std::string, std::string>& given) {
  const EvaluationOptions standard;
  for_each_field(standard, [&](const auto& field, const auto& value) {
    std::string help(field.help);
    if (!field.unit.empty()) help += ", in " + std::string(field.unit);
    help += fmt::format(" [{:g}]", as_number(value));
    command
        .add_option_function<std::string>(
            flag_of(std::string(field.name)),
            [&given, key = std::string(field.name)](const std::string& text) { given[key] = text; }, help)
        ->type_name("")
        ->group("Comparison");
  });
}

}  // namespace

void plan_evaluate(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<EvaluateArguments>();
  CLI::App* command = program.add_subcommand("evaluate", "scores segments against segments");
  command->add_option("--reference", arguments->reference, "what is true: RTTM, a folder of it, or results")
      ->required()
      ->type_name("PATH");
  command->add_option("--hypothesis", arguments->hypothesis, "what is scored, the same kinds")
      ->required()
      ->type_name("PATH");
  command
      ->add_option("--uem", arguments->uem, "what is compared [what the reference's annotator went through]")
      ->type_name("FILE");
  command->add_option("--duration", arguments->duration, "length of each recording, in s, if nothing says it")
      ->type_name("S");
  command
      ->add_option("--tracks", arguments->tracks,
                   "what both listened for, of cry,adult,child [what their files show]")
      ->type_name("LIST");
  command->add_option("--groups", arguments->groups, "CSV of recording,group: the infants that are resampled")
      ->type_name("FILE");
  command
      ->add_option("--per-recording", arguments->per_recording, "also a CSV with a row a recording and track")
      ->type_name("FILE.csv");
  command->add_option("--config", arguments->config, "settings file")->type_name("FILE.toml");
  command->add_flag("--json", arguments->json, "one JSON object on standard output instead of the tables");
  command->add_flag("-q,--quiet", arguments->quiet, "no tables and no notes");
  command->add_option("--color", arguments->color, "auto, always or never [auto]")->type_name("WHEN");
  add_options(*command, arguments->options);
  add_settings(*command, arguments->settings, SettingsOf::metrics);
  command->footer(
      "Settings are taken from the command line, else from the environment (LULL_T_CALM and so on), else "
      "from --config.\n"
      "Exit status: 0 all well, 1 some files or recordings could not be used, 2 bad usage or settings,\n"
      "3 nothing could be compared, 70 a mistake of ours.\n"
      "Memory: a few hundred bytes a segment, all files together.");
  command->callback([&action, arguments] { action = [arguments] { return run_evaluate(*arguments); }; });
}

}  // namespace lull::cli
