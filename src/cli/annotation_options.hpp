#pragma once
#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "lull/labels/annotations.hpp"

namespace lull::cli {

/// How annotation files are to be read, as words of the command line.
struct AnnotationArguments {
  std::string format;
  std::vector<std::string> maps, tiers;
};

/// Adds --format, or what it is called here, --map and --tier.
void add_annotation_options(CLI::App& command, AnnotationArguments& arguments,
                            const std::string& format_flag = "--format");

/// Throws Error(Fault::usage) for a format or label that there is not.
AnnotationOptions annotation_options(const AnnotationArguments& arguments);

/// `lull help formats`: each format's endings, what its labels are taken for, and its notes. Returns the exit
/// status.
int show_formats();

}  // namespace lull::cli
