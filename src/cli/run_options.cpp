#include "cli/run_options.hpp"

#include <algorithm>
#include <set>
#include <sstream>
#include <thread>

#include "cli/messages.hpp"
#include "cli/settings.hpp"
#include "lull/core/clock.hpp"

namespace lull::cli {

void add_settings(CLI::App& command, std::map<std::string, std::string>& given, SettingsOf which) {
  for (const SettingInfo& info : setting_list()) {
    if (info.listening && which == SettingsOf::metrics) continue;
    std::string help = info.help;
    if (!info.unit.empty()) help += ", in " + info.unit;
    help += " [" + info.standard + "]";
    if (!info.range.empty()) help += " (" + info.range + ")";
    command
        .add_option_function<std::string>(
            flag_of(info.key), [&given, key = info.key](const std::string& text) { given[key] = text; }, help)
        ->type_name("")
        ->group("Settings");
  }
}

TrackSet tracks_of(const std::string& text) {
  TrackSet tracks{false, false, false};
  std::istringstream names(text);
  for (std::string name; std::getline(names, name, ',');) {
    if (name == "cry") {
      tracks.cry = true;
    } else if (name == "adult") {
      tracks.adult = true;
    } else if (name == "child") {
      tracks.child = true;
    } else {
      throw Error(Fault::usage, "--tracks", "'" + name + "' is none of cry, adult, child");
    }
  }
  return tracks;
}

void add_run_options(CLI::App& command, RunOptions& options, SettingsOf settings) {
  command.add_option("-o,--output", options.output, "folder for the results")->required()->type_name("DIR");
  command
      .add_option("-j,--jobs", options.jobs,
                  "threads: recordings at a time, or more for a long one [all cores]")
      ->type_name("N")
      ->check(CLI::Range(1u, 4096u));
  command.add_option("--config", options.config, "settings file")->type_name("FILE.toml");
  command
      .add_option(
          "--start", options.start,
          "clock time at which the recordings start, such as 2024-03-01T21:14 or 21:14 [what is known]")
      ->type_name("TIME");
  command
      .add_option("--export", options.exports,
                  "segments in these formats too, of audacity,textgrid,eaf [none]")
      ->type_name("LIST");
  add_parquet_flag(command, options);
  command.add_option("--on-error", options.on_error, "after a failed recording: skip it, or stop [skip]")
      ->type_name("WHAT");
  command.add_flag("--resume", options.resume, "keep results that are still true (the default)");
  command.add_flag("--force", options.force, "do all again, even in a folder made with other settings");
  command.add_flag("--json", options.json, "one JSON object on standard output instead of the table");
  command.add_flag("-q,--quiet", options.quiet,
                   "no table and no progress; failures, and how many warnings there are");
  command.add_flag("-v,--verbose", options.verbose, "a line for each recording");
  command.add_option("--color", options.color, "auto, always or never [auto]")->type_name("WHEN");
  command.add_option("--progress", options.progress, "auto, always or never [auto]")->type_name("WHEN");
  add_settings(command, options.settings, settings);
}

void add_parquet_flag(CLI::App& command, RunOptions& options) {
  command.add_flag("--parquet", options.parquet,
                   "the tables as Parquet too; a run that is there already is not done again");
}

std::optional<std::string> start_of(const RunOptions& options) {
  if (options.start.empty()) return std::nullopt;
  if (!parse_clock_time(options.start)) {
    throw Error(Fault::usage, "--start", "'" + options.start + "' is no clock time",
                "give it as in 2024-03-01T21:14:05 or 21:14");
  }
  return options.start;
}

std::vector<ExportFormat> exports_of(const RunOptions& options) {
  std::vector<ExportFormat> exports;
  std::istringstream names(options.exports);
  std::set<std::string> given;
  for (std::string name; std::getline(names, name, ',');) given.insert(name);
  for (const ExportFormat& each : export_formats()) {
    if (given.erase(std::string(each.name)) > 0) exports.push_back(each);
  }
  if (!given.empty()) {
    throw Error(Fault::usage, "--export", "'" + *given.begin() + "' is none of audacity, textgrid, eaf");
  }
  return exports;
}

unsigned jobs_of(unsigned jobs) {
  return jobs > 0 ? jobs : std::max(1u, std::thread::hardware_concurrency());
}

unsigned jobs_of(const RunOptions& options) { return jobs_of(options.jobs); }

std::string run_footer(const std::string& memory) {
  return "Settings are taken from the command line, else from the environment (LULL_T_CALM and so on), else "
         "from --config.\n"
         "Exit status: 0 all well, 1 some recordings failed (the rest is complete), 2 bad usage or "
         "settings,\n"
         "3 nothing could be done, 70 a mistake of ours, 130 or 143 interrupted (run again to go on).\n"
         "Memory: " +
         memory;
}

void start_run(const RunOptions& options) {
  allow_color(wants_color(options.color));
  if (options.on_error != "skip" && options.on_error != "stop") {
    throw Error(Fault::usage, "--on-error", "'" + options.on_error + "' is none of skip, stop");
  }
  for (const std::string& problem : unknown_variables()) say("warning", problem);
}

}  // namespace lull::cli
