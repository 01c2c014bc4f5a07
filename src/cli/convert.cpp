#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <sstream>
#include <system_error>

#include "cli/annotation_options.hpp"
#include "cli/commands.hpp"
#include "cli/messages.hpp"
#include "lull/corpus/find.hpp"
#include "lull/labels/dataset.hpp"
#include "lull/labels/losses.hpp"
#include "store/files.hpp"

namespace lull::cli {
namespace {

namespace fs = std::filesystem;

struct ConvertArguments {
  std::string in, out, to;
  AnnotationArguments reading;
  bool force = false, quiet = false;
};

/// A file to be written, and what goes into it.
struct Target {
  fs::path path;
  std::span<const Session> sessions;
};

bool is_folder(const fs::path& path) {
  std::error_code failed;
  return !path.has_filename() || fs::is_directory(path, failed);
}

const AnnotationFormat& output_format(const ConvertArguments& arguments) {
  const AnnotationFormat* format = nullptr;
  if (!arguments.to.empty()) {
    format = annotation_format_named(arguments.to);
    if (format == nullptr) {
      throw Error(Fault::usage, "--to", "'" + arguments.to + "' is no format of annotations",
                  "see `lull help formats`");
    }
  } else if (!is_folder(arguments.out)) {
    format = annotation_format_of(arguments.out);
  }
  if (format == nullptr) {
    throw Error(Fault::usage, arguments.out, "does not end as any format of annotations does",
                "name the format with --to; see `lull help formats`");
  }
  if (format->write == nullptr) {
    throw Error(Fault::usage, arguments.out, std::string(format->title) + " is read and not written",
                "choose another format; see `lull help formats`");
  }
  return *format;
}

/// One file for each recording, named by its id.
std::vector<Target> one_each(std::span<const Session> sessions, const fs::path& folder,
                             const std::string& ending) {
  std::vector<FoundRecording> names;
  for (const Session& session : sessions) {
    FoundRecording name;
    name.path = session.recording.id + ending;
    name.id = safe_id(name.path);
    names.push_back(name);
  }
  make_unique(names);
  std::vector<Target> targets;
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    targets.push_back({folder / (names[i].id + ending), sessions.subspan(i, 1)});
  }
  return targets;
}

std::vector<Target> targets_of(std::span<const Session> sessions, const AnnotationFormat& format,
                               const ConvertArguments& arguments) {
  const std::string ending(format.endings.front());
  const fs::path in = arguments.in, out = arguments.out;
  if (is_folder(out)) {
    if (!format.several_recordings) return one_each(sessions, out, ending);
    const fs::path name = (in.has_filename() ? in : in.parent_path()).stem();
    return {{out / (name.string() + ending), sessions}};
  }
  if (format.several_recordings || sessions.size() == 1) return {{out, sessions}};
  if (!out.has_extension()) return one_each(sessions, out, ending);
  throw Error(Fault::usage, arguments.in,
              fmt::format("holds {} recordings, and a file of {} holds one", sessions.size(), format.title),
              fmt::format("give a folder, and --to {}", format.name));
}

void refuse_to_overwrite(const std::vector<Target>& targets, bool force) {
  std::error_code failed;
  for (const Target& target : targets) {
    if (fs::is_directory(target.path, failed)) {
      throw Error(Fault::output, target.path.string(), "is a folder", "choose another name");
    }
    if (!force && fs::exists(fs::symlink_status(target.path, failed))) {
      throw Error(Fault::output, target.path.string(), "is there already", "overwrite it with --force");
    }
  }
}

/// Whole or not at all.
void write(const Target& target, const AnnotationFormat& format) {
  std::ostringstream text;
  format.write(text, target.sessions);
  const fs::path folder = target.path.has_parent_path() ? target.path.parent_path() : fs::path(".");
  create_folders(folder);
  const fs::path aside = folder / fmt::format(".lull-{}.writing", ::getpid());
  try {
    write_synced(aside, std::move(text).str());
    move_into_place(aside, target.path);
  } catch (...) {
    std::error_code ignored;
    fs::remove(aside, ignored);
    throw;
  }
  sync_folder(folder);
}

/// What the reader left out or could not use.
void tell(const Annotations& annotations, const ConvertArguments& arguments) {
  for (const Error& fault : annotations.faults) say("error", fault.what());
  for (const std::string& note : annotations.notes) say("warning", note);
  if (arguments.quiet) return;
  for (const Session& session : annotations.sessions) {
    const std::string which =
        annotations.sessions.size() > 1 ? ", recording " + session.recording.id : std::string();
    for (const Warning& warning : session.warnings) {
      say("warning", arguments.in + which + ": " + warning.text);
    }
  }
}

int run_convert(const ConvertArguments& arguments) {
  const AnnotationFormat& format = output_format(arguments);
  const AnnotationOptions options = annotation_options(arguments.reading);
  if (std::error_code failed; fs::is_directory(arguments.in, failed) && !is_dataset(arguments.in)) {
    throw Error(Fault::input, arguments.in, "a folder, but no dataset with metadata/annotations.csv",
                "give an annotation file in it");
  }
  const Annotations annotations = read_annotations(arguments.in, options);
  tell(annotations, arguments);
  if (annotations.sessions.empty()) {
    if (annotations.faults.empty()) throw Error(Fault::input, arguments.in, "names no recording");
    return nothing_done;
  }
  const std::vector<Target> targets = targets_of(annotations.sessions, format, arguments);
  refuse_to_overwrite(targets, arguments.force);
  for (const Target& target : targets) write(target, format);
  const std::vector<std::string> lost = losses(format, annotations.sessions);
  if (!lost.empty() && !arguments.quiet) {
    say("note", fmt::format("{}: {} cannot hold {}", arguments.out, format.title, fmt::join(lost, ", ")));
  }
  return annotations.faults.empty() ? all_well : some_failed;
}

}  // namespace

void plan_convert(CLI::App& program, Action& action) {
  const auto arguments = std::make_shared<ConvertArguments>();
  CLI::App* command = program.add_subcommand("convert", "annotations from one format to another");
  command->add_option("IN", arguments->in, "annotation file (`lull help formats`), or a ChildProject dataset")
      ->required()
      ->type_name("");
  command
      ->add_option("OUT", arguments->out,
                   "file to write, or a folder with --to; formats that hold one recording need a folder for "
                   "several")
      ->required()
      ->type_name("");
  add_annotation_options(*command, arguments->reading, "--from,--format");
  command->add_option("--to", arguments->to, "format of OUT, named as with --from [by its ending]")
      ->type_name("NAME");
  command->add_flag("--force", arguments->force, "overwrite what is there");
  command->add_flag("-q,--quiet", arguments->quiet, "errors only");
  command->footer(
      "Times are kept to the millisecond. What the other format cannot hold is said.\n"
      "Exit status: 0 all well, 1 some recordings failed (the rest is written), 2 bad usage, 3 nothing could "
      "be done.\nMemory: a few hundred bytes a segment.");
  command->callback([&action, arguments] { action = [arguments] { return run_convert(*arguments); }; });
}

}  // namespace lull::cli
