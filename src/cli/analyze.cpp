#include <fmt/format.h>

#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/messages.hpp"
#include "cli/progress.hpp"
#include "cli/settings.hpp"
#include "lull/core/text.hpp"
#include "lull/corpus/analysis.hpp"
#include "lull/report/terminal.hpp"

namespace lull::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t most_rows = 20;  // of a table in the terminal

struct Arguments {
  std::vector<std::string> paths;
  std::string output, config, model, color = "auto", progress = "auto", on_error = "skip";
  unsigned jobs = 0;
  bool json = false, quiet = false, verbose = false, resume = false, force = false;
  std::map<std::string, std::string> settings;
};

/// Paths from standard input: NUL between them if there is one, else a line each.
std::vector<fs::path> listed_paths() {
  const std::string text{std::istreambuf_iterator<char>(std::cin), {}};
  const char separator = text.find('\0') == std::string::npos ? '\n' : '\0';
  std::vector<fs::path> paths;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line, separator);) {
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

/// Says at once what became of a recording: failures always, what is odd about it unless quiet.
void tell(const RecordingResult& result, const Arguments& arguments) {
  const std::string& path = result.row.path;
  if (result.row.status != "ok") say("error", path + ": " + result.row.error);
  if (arguments.quiet) return;
  for (const Warning& warning : result.warnings) say("warning", path + ": " + warning.text);
  if (arguments.verbose) say("note", path + (result.kept ? ": kept, nothing changed" : ": done"));
}

Json as_json(const RecordingRow& row) {
  Json json;
  for_each_field(row, [&](const auto& each, const auto& value) {
    using Value = std::remove_cvref_t<decltype(value)>;
    const std::string key(each.name);
    if constexpr (std::same_as<Value, std::string>) {
      json[key] = as_utf8(value);
    } else if (!value) {
      json[key] = nullptr;
    } else if constexpr (std::same_as<Value, std::optional<Milliseconds>>) {
      json[key] = as_number(*value);
    } else {
      json[key] = *value;
    }
  });
  return json;
}

/// The end of a run for a person, or as one JSON object.
void summarise(const AnalysisResult& result, const Arguments& arguments, int status) {
  std::vector<RecordingRow> rows;
  std::vector<EpisodeRow> episodes;
  for (const RecordingResult& each : result.recordings) {
    if (!each.done) continue;
    rows.push_back(each.row);
    episodes.insert(episodes.end(), each.episodes.begin(), each.episodes.end());
  }
  if (arguments.json) {
    Json json{{"output", as_utf8(arguments.output)}, {"exit_status", status}, {"failed", result.failed},
              {"kept", result.kept},                 {"not_started", result.not_started}};
    json["recordings"] = Json::array();
    for (const RecordingRow& row : rows) json["recordings"].push_back(as_json(row));
    fmt::print("{}\n", json.dump());
    return;
  }
  if (arguments.quiet) return;
  fmt::print("{}", recordings_table(rows, most_rows));
  if (!episodes.empty() && episodes.size() <= most_rows) fmt::print("\n{}", episodes_table(episodes, most_rows));
  fmt::print("\n{} of {} recordings analysed", rows.size() - result.failed, result.recordings.size());
  if (result.kept > 0) fmt::print(", {} of them kept from before", result.kept);
  if (result.failed > 0) fmt::print(", {} failed", result.failed);
  if (result.not_started > 0) fmt::print(", {} not started", result.not_started);
  fmt::print(". Results are in {}\n", visible(arguments.output));
}

int status_after(const AnalysisResult& result) {
  if (const int signal = stop_signal()) return 128 + signal;
  if (result.failed == result.recordings.size()) return nothing_done;
  return result.failed + result.not_started > 0 ? some_failed : all_well;
}

int run_analyze(const Arguments& arguments) {
  allow_color(wants_color(arguments.color));
  if (arguments.on_error != "skip" && arguments.on_error != "stop") {
    throw Error(Fault::usage, "--on-error", "'" + arguments.on_error + "' is none of skip, stop");
  }
  const Progress::Style style = arguments.quiet ? Progress::Style::none : progress_style(arguments.progress);
  AnalysisOptions options;
  options.pipeline = gather(arguments.config, arguments.settings).pipeline();
  options.jobs = arguments.jobs > 0 ? arguments.jobs : std::max(1u, std::thread::hardware_concurrency());
  options.stop_on_error = arguments.on_error == "stop";
  options.force = arguments.force;
  const Model model = Model::load(find_model(arguments.model));
  model.operating_point(options.pipeline.operating_point);

  const Findings found = find_recordings(inputs_of(arguments), arguments.output);
  for (const std::string& note : found.notes) {
    if (!arguments.quiet) say("note", note);
  }
  if (found.recordings.empty()) {
    say("error", "no recordings found; give audio files, or folders that hold some");
    return nothing_done;
  }
  const ResultsDirectory results(arguments.output);
  watch_signals();
  std::map<std::string, std::uint64_t> sizes;
  std::uint64_t total = 0;
  for (const FoundRecording& each : found.recordings) total += sizes[each.id] = each.bytes;
  Progress progress(style, found.recordings.size(), total);
  const AnalysisResult result = analyze_recordings(
      found.recordings, model, options, results, stop_requested(), [&](const RecordingResult& one) {
        progress.clear();
        tell(one, arguments);
        const bool heard = !one.kept && one.row.status == "ok";
        progress.done(sizes.at(one.row.recording), one.row.status != "ok", heard ? one.row.duration_s : std::nullopt);
      });
  progress.clear();
  const int status = status_after(result);
  summarise(result, arguments, status);
  return status;
}

void add_settings(CLI::App& command, std::map<std::string, std::string>& given) {
  for (const SettingInfo& info : setting_list()) {
    std::string flag = "--" + info.key;
    std::replace(flag.begin(), flag.end(), '_', '-');
    std::string help = info.help;
    if (!info.unit.empty()) help += ", in " + info.unit;
    help += " [" + info.standard + "]";
    if (!info.range.empty()) help += " (" + info.range + ")";
    command.add_option_function<std::string>(
               flag, [&given, key = info.key](const std::string& text) { given[key] = text; }, help)
        ->type_name("")
        ->group("Settings");
  }
}

}  // namespace

void plan_analyze(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<Arguments>();
  CLI::App* command = program.add_subcommand("analyze", "recordings in; segments, episodes, metrics and tables out");
  command->add_option("PATH", arguments->paths, "recordings, folders of them, or - for a list on standard input")
      ->required();
  command->add_option("-o,--output", arguments->output, "folder for the results")->required()->type_name("DIR");
  command->add_option("-j,--jobs", arguments->jobs, "recordings at a time [all cores]")
      ->type_name("N")
      ->check(CLI::Range(1u, 4096u));
  command->add_option("--config", arguments->config, "settings file")->type_name("FILE.toml");
  command->add_option("--model", arguments->model, "model file")->type_name("FILE");
  command->add_option("--on-error", arguments->on_error, "after a failed recording: skip it, or stop [skip]")
      ->type_name("WHAT");
  command->add_flag("--resume", arguments->resume, "keep results that are still true (the default)");
  command->add_flag("--force", arguments->force, "do all again, even in a folder made with other settings");
  command->add_flag("--json", arguments->json, "one JSON object on standard output instead of the table");
  command->add_flag("-q,--quiet", arguments->quiet, "no table, progress or warnings; failures are still said");
  command->add_flag("-v,--verbose", arguments->verbose, "a line for each recording");
  command->add_option("--color", arguments->color, "auto, always or never [auto]")->type_name("WHEN");
  command->add_option("--progress", arguments->progress, "auto, always or never [auto]")->type_name("WHEN");
  add_settings(*command, arguments->settings);
  command->footer(
      "Settings are taken from the command line, else from the environment (LULL_T_CALM and so on), else from --config.\n"
      "Exit status: 0 all well, 1 some recordings failed (the rest is complete), 2 bad usage or settings,\n"
      "3 nothing could be done, 130 or 143 interrupted (run again to go on).\n"
      "Memory: about 10 MiB and 5 MiB a job, however long the recordings are.");
  command->callback([&action, arguments] { action = [arguments] { return run_analyze(*arguments); }; });
}

}  // namespace lull::cli
