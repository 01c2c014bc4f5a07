#include <fmt/format.h>

#include <memory>

#include "cli/browser.hpp"
#include "cli/commands.hpp"
#include "cli/messages.hpp"
#include "cli/sound.hpp"
#include "lull/core/text.hpp"
#include "lull/corpus/rendering.hpp"

namespace lull::cli {
namespace {

struct ReportArguments {
  std::string folder, browser, color = "auto";
  bool pdf = false, quiet = false;
  SoundFlags sound;
};

int run_report(const ReportArguments& arguments) {
  allow_color(wants_color(arguments.color));
  RenderingOptions options{{}, sound_of(arguments.sound)};
  if (arguments.pdf) {
    options.to_pdf = [browser = find_browser(arguments.browser)](const std::filesystem::path& page) {
      return printed(browser, page);
    };
  }
  const Rendering rendering = render_again(arguments.folder, options);
  for (const Error& fault : rendering.faults) say("error", fault.what());
  if (!arguments.quiet) {
    put(fmt::format("{} pages written{}{}. Open {}\n", rendering.pages.size(),
                    arguments.pdf ? ", each with a PDF beside it" : "", sound_in(rendering),
                    visible((std::filesystem::path(arguments.folder) / "corpus.html").string())));
  }
  if (rendering.pages.empty()) return nothing_done;
  return rendering.faults.empty() ? all_well : some_failed;
}

}  // namespace

void plan_report(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<ReportArguments>();
  CLI::App* command =
      program.add_subcommand("report", "the report pages of a results folder again, without analysing");
  command->add_option("DIR", arguments->folder, "folder that analyze or measure wrote")
      ->required()
      ->type_name("");
  command->add_flag("--pdf", arguments->pdf, "a PDF beside each page, printed by Chromium");
  add_sound_flags(*command, arguments->sound);
  command->add_option("--browser", arguments->browser, "the Chromium to print with [the one on PATH]")
      ->type_name("FILE");
  command->add_flag("-q,--quiet", arguments->quiet, "only failures");
  command->add_option("--color", arguments->color, "auto, always or never [auto]")->type_name("WHEN");
  command->footer(
      "Exit status: 0 all well, 1 some pages failed (the rest is complete), 2 bad usage or no results "
      "there,\n"
      "3 nothing could be done, 70 a mistake of ours.\n"
      "Memory: a few times the largest report.");
  command->callback([&action, arguments] { action = [arguments] { return run_report(*arguments); }; });
}

}  // namespace lull::cli
