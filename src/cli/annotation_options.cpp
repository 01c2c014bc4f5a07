#include "cli/annotation_options.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "cli/messages.hpp"

namespace lull::cli {
namespace {

std::string format_names() {
  std::string names;
  for (const AnnotationFormat* format : annotation_formats()) {
    names += (names.empty() ? "" : ", ") + std::string(format->name);
  }
  return names;
}

}  // namespace

void add_annotation_options(CLI::App& command, AnnotationArguments& arguments,
                            const std::string& format_flag) {
  command.add_option(format_flag, arguments.format, "one of " + format_names() + " [by each file's ending]")
      ->type_name("NAME");
  command
      .add_option(
          "--map", arguments.maps,
          "take the file's label THEIRS for OURS, one of CRY, FUS, KCHI, OCH, FEM, MAL, ADU; leave it out "
          "if OURS is empty; may be given again")
      ->type_name("THEIRS=OURS")
      ->allow_extra_args(false);
  command
      .add_option("--tier,--speaker", arguments.tiers,
                  "read only this tier, speaker or annotator; may be given again [all]")
      ->type_name("NAME")
      ->allow_extra_args(false);
}

AnnotationOptions annotation_options(const AnnotationArguments& arguments) {
  AnnotationOptions options;
  options.format = arguments.format;
  if (!options.format.empty() && !annotation_format_named(options.format)) {
    throw Error(Fault::usage, "--format", "'" + options.format + "' is none of " + format_names());
  }
  options.tiers = arguments.tiers;
  for (const std::string& map : arguments.maps) {
    const std::size_t middle = map.rfind('=');
    if (middle == std::string::npos || middle == 0) {
      throw Error(Fault::usage, "--map", "'" + map + "' is not THEIRS=OURS", "such as --map Mother=FEM");
    }
    const std::string ours = map.substr(middle + 1);
    const std::optional<Label> label = label_of(ours);
    if (!label && !ours.empty()) {
      throw Error(Fault::usage, "--map", "'" + ours + "' is none of CRY, FUS, KCHI, OCH, FEM, MAL, ADU");
    }
    options.labels[map.substr(0, middle)] = label;
  }
  return options;
}

int show_formats() {
  std::string text =
      "Formats of annotations, and what their labels are taken for. --map THEIRS=OURS overrides.\n";
  for (const AnnotationFormat* format : annotation_formats()) {
    text += fmt::format("\n{}: {} ({}{})\n", format->name, format->title, fmt::join(format->endings, ", "),
                        format->write ? "" : "; only read");
    for (const LabelName& each : format->labels) {
      text +=
          fmt::format("  {:<12} {:<5} {}\n", each.name, each.label ? name(*each.label) : "-", each.meaning);
    }
    if (!format->notes.empty()) text += fmt::format("  {}\n", format->notes);
  }
  put(text);
  return 0;
}

}  // namespace lull::cli
