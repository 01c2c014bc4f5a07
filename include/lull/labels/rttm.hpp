#pragma once
#include <filesystem>
#include <iosfwd>
#include <string>
#include <vector>

#include "lull/core/error.hpp"
#include "lull/events/session.hpp"

namespace lull {

/// What an annotation file holds: one session a recording that it names, in the order of their names' first
/// lines. `observed` is from 0 to the last offset of any segment, for want of better; `observe` (uem.hpp)
/// says better.
struct Annotations {
  std::vector<Session> sessions;
  std::vector<Error>
      faults;  ///< recordings that cannot be used, each named with its line; they have no session
};

/// Reads an RTTM file: `SPEAKER id channel onset duration <NA> <NA> label ...`, fields apart by any blanks,
/// lines in any order; other line types, empty lines and lines that start with `;` are skipped. Labels are
/// those of interfaces.md and `CHI`, here the other child; `SPEECH` says only which tracks there are; what
/// else there is is left out and counted in a warning. Times are rounded once, half up, in decimal
/// arithmetic; a segment of no whole millisecond is dropped. A time that is negative or no finite number
/// makes a fault for its recording. Throws Error(Fault::input) if the file cannot be read or a line does not
/// even name a recording.
Annotations read_rttm(const std::filesystem::path& path);

/// The same from a stream; `name` is what messages call it.
Annotations read_rttm(std::istream& in, const std::string& name);

/// Every event of the session as a line, in order, times with three digits. `session.recording.id` must have
/// no blanks.
void write_rttm(std::ostream& out, const Session& session);

}  // namespace lull
