#pragma once
#include <CLI/CLI.hpp>
#include <map>
#include <optional>
#include <string>

#include "lull/corpus/analysis.hpp"
#include "lull/events/session.hpp"

namespace lull::cli {

/// What every command that fills a results directory can be told.
struct RunOptions {
  std::string output, config, color = "auto", progress = "auto", on_error = "skip";
  unsigned jobs = 0;  ///< 0: all cores
  bool json = false, quiet = false, verbose = false, resume = false, force = false, parquet = false;
  std::string start, exports;
  std::map<std::string, std::string> settings;  ///< those given on the command line, by key
};

/// Which settings a command has.
enum class SettingsOf { listening_and_metrics, metrics };

/// Adds the flags of `options` and of the settings. `options` must outlive the command.
void add_run_options(CLI::App& command, RunOptions& options, SettingsOf settings);

void add_parquet_flag(CLI::App& command, RunOptions& options);

/// The clock time of the first sample, as given; nothing if it was not. Throws Error(Fault::usage) if it is
/// no time.
std::optional<std::string> start_of(const RunOptions& options);
/// Adds a flag for each setting alone; those given are kept by key in `given`, which must outlive the
/// command.
void add_settings(CLI::App& command, std::map<std::string, std::string>& given, SettingsOf settings);

/// The tracks that a list such as cry,adult names. Throws Error(Fault::usage) for another word.
TrackSet tracks_of(const std::string& text);

/// What a list such as audacity,eaf asks for, each once. Throws Error(Fault::usage) for another word.
std::vector<ExportFormat> exports_of(const RunOptions& options);

/// How many threads: recordings at a time, or more for a long one.
unsigned jobs_of(const RunOptions& options);
/// The same of a number alone; 0 stands for all cores.
unsigned jobs_of(unsigned jobs);

/// What the help of such a command ends with; `memory` is one sentence.
std::string run_footer(const std::string& memory);

/// Checks the words of --color and --on-error, applies --color, and says which LULL_ variables mean nothing.
/// Throws Error(Fault::usage).
void start_run(const RunOptions& options);

}  // namespace lull::cli
