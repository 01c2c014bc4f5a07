#pragma once
#include <filesystem>
#include <iosfwd>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lull/core/error.hpp"
#include "lull/events/session.hpp"

namespace lull {

/// What an annotation file holds: one session a recording that it names, in the order in which they first
/// appear. `observed` is what the format itself says was annotated, else from 0 to the last offset of any
/// segment; `observe` (uem.hpp) says better.
struct Annotations {
  std::vector<Session> sessions;
  std::vector<Error>
      faults;  ///< recordings that cannot be used, each named with its place; they have no session
  bool observed_known = false;          ///< `observed` is whole: no length makes it more
  std::vector<std::string> notes = {};  ///< what was left out of the whole, a line each
};

/// How annotation files are to be read, where the files themselves do not say.
struct AnnotationOptions {
  std::string format;  ///< a name of `annotation_formats()`; empty: by the file's ending
  /// Names of labels in the file, and the label that each is to be taken for; nothing: to be left out. They
  /// come before the format's own.
  std::map<std::string, std::optional<Label>, std::less<>> labels;
  /// Names of tiers, speakers or annotators to read; empty: all. Formats without them have none to choose
  /// from: then it is an error.
  std::vector<std::string> tiers;
};

/// A name that a format has for a label; without a label it is known and left out without a warning.
struct LabelName {
  std::string_view name;
  std::optional<Label> label;
  std::string_view meaning;
};

/// A format of annotations: what it is called, and what its names are taken for.
struct AnnotationFormat {
  std::string_view name;  ///< as --format has it: rttm
  std::span<const std::string_view>
      endings;                        ///< of file names, with the dot, lower case; the first is written
  std::string_view title;             ///< RTTM (VTC, pyannote, lull)
  std::span<const LabelName> labels;  ///< the table of docs and help
  std::string_view notes;             ///< what is observed, which tracks there are, limits; may be empty
  bool several_recordings = false;    ///< one file can hold several
  bool has_tiers = false;             ///< `AnnotationOptions::tiers` chooses among them
  bool keeps_words = false;           ///< writes the words of a segment
  bool keeps_confidence = false;      ///< writes the confidence of a segment
  bool keeps_observed = false;        ///< writes what was observed
  Annotations (*read)(std::istream& in, const std::string& name, const AnnotationOptions& options) = nullptr;
  void (*write)(std::ostream& out, std::span<const Session> sessions) = nullptr;  ///< null: only read
};

/// Every format, in the order of help.
std::span<const AnnotationFormat* const> annotation_formats();

/// The format of that name, or of the file's ending; null if none has it.
const AnnotationFormat* annotation_format_named(std::string_view name);
const AnnotationFormat* annotation_format_of(const std::filesystem::path& path);

/// Reads a file in the format that the options name, or that its ending says, or a whole dataset of
/// ChildProject (dataset.hpp), which is a folder. Throws Error(Fault::input) if
/// the file cannot be read, its ending is none that is known, or it is broken as a whole: the message names
/// file and line or place. A recording that does not name itself has the file's name without its ending for
/// an id.
Annotations read_annotations(const std::filesystem::path& path, const AnnotationOptions& options = {});

}  // namespace lull
