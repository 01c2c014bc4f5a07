#include <fmt/format.h>

#include <algorithm>
#include <exception>

#include "cli/annotation_options.hpp"
#include "cli/commands.hpp"
#include "cli/interrupt.hpp"
#include "cli/messages.hpp"
#include "cli/settings.hpp"
#include "lull/core/version.hpp"

namespace lull::cli {
namespace {

/// `help CMD` means `CMD --help`, and `help` alone `--help`.
std::vector<std::string> words_of(int count, char** words) {
  std::vector<std::string> arguments(words + 1, words + count);
  if (!arguments.empty() && arguments[0] == "help") {
    arguments.erase(arguments.begin());
    arguments.emplace_back("--help");
  }
  std::reverse(arguments.begin(), arguments.end());  // as CLI11 wants them
  return arguments;
}

/// The flag or command that a mistyped word may have meant, for the end of a message. `reversed` as CLI11
/// wants it.
std::string suggestion(const CLI::App& program, const std::vector<std::string>& reversed) {
  std::vector<std::string> commands, flags;
  for (const CLI::App* command : program.get_subcommands({})) {
    commands.push_back(command->get_name());
    for (const CLI::Option* option : command->get_options()) {
      for (const std::string& name : option->get_lnames()) flags.push_back("--" + name);
    }
  }
  for (std::size_t i = reversed.size(); i-- > 0;) {
    const bool flag = reversed[i].starts_with("--");
    if (!flag && i + 1 < reversed.size()) continue;  // a path, or the value of a flag
    const std::vector<std::string>& known = flag ? flags : commands;
    const std::string word = reversed[i].substr(0, reversed[i].find('='));
    const bool is_known = std::find(known.begin(), known.end(), word) != known.end();
    if (const std::string near = is_known ? "" : nearest(word, known); !near.empty()) {
      return fmt::format("; did you mean {}?", near);
    }
  }
  return "; see `lull help`";
}

/// CLI11 would answer `help` of a command that is not there with the help of the program.
void refuse_unknown_command(const CLI::App& program, const std::vector<std::string>& reversed) {
  if (reversed.empty() || reversed.back().starts_with('-')) return;
  const auto commands = program.get_subcommands({});
  const bool known = std::any_of(commands.begin(), commands.end(),
                                 [&](const CLI::App* each) { return each->get_name() == reversed.back(); });
  if (!known)
    throw CLI::ParseError("there is no command '" + reversed.back() + "'", CLI::ExitCodes::ExtrasError);
}

int run(int count, char** words) {
  CLI::App program("Infant crying and caregiver response, measured from recordings.", "lull");
  program.set_version_flag("--version", "lull " + std::string(version()));
  program.require_subcommand(1);
  program.footer(
      "`lull help COMMAND` says more of one command, `lull help formats` of the formats of annotations.\n"
      "Exit status: 0 all well, 1 some recordings failed (the rest is complete), 2 bad usage or settings,\n"
      "3 nothing could be done, 70 a mistake of ours, 130 or 143 interrupted.\n"
      "Memory: does not grow with the length of a recording; the help of a command says how much.");
  if (count == 3 && words[1] == std::string_view("help") && words[2] == std::string_view("formats")) {
    return show_formats();
  }
  Action action;
  plan_analyze(program, action);
  plan_measure(program, action);
  plan_features(program, action);
  plan_convert(program, action);
  plan_evaluate(program, action);
  plan_merge(program, action);
  plan_report(program, action);
  plan_info(program, action);
  const std::vector<std::string> arguments = words_of(count, words);
  try {
    refuse_unknown_command(program, arguments);
    std::vector<std::string> words_left = arguments;  // CLI11 consumes them
    program.parse(words_left);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return program.exit(error);  // help and version
    say("error", error.what() + suggestion(program, arguments));
    return bad_usage;
  }
  return action();
}

}  // namespace
}  // namespace lull::cli

int main(int count, char** words) {
  using namespace lull;
  cli::ignore_broken_output();
  try {
    return cli::flushed(cli::run(count, words));
  } catch (const Error& error) {
    cli::say("error", error.what());
    return cli::status_of(error.fault());
  } catch (const std::bad_alloc&) {
    cli::say("error", "not enough memory; run with fewer --jobs");
    return cli::nothing_done;
  } catch (const std::exception& error) {
    cli::say("error", fmt::format("a mistake of ours: {}; please report it", error.what()));
    return cli::our_mistake;
  }
}
