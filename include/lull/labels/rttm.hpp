#pragma once
#include <iosfwd>
#include <string>

#include "lull/labels/annotations.hpp"

namespace lull {

/// Reads an RTTM file: `SPEAKER id channel onset duration <NA> <NA> label ...`, fields apart by any blanks,
/// lines in any order; other line types, empty lines and lines that start with `;` are skipped. Labels are
/// those of interfaces.md and `CHI`, here the other child; `SPEECH` says only which tracks there are; what
/// else there is is left out and counted in a warning. Times are rounded once, half up, in decimal
/// arithmetic; a segment of no whole millisecond is dropped. A time that is negative or no finite number
/// makes a fault for its recording. Throws Error(Fault::input) if the file cannot be read or a line does not
/// even name a recording. `name` is what messages call the file.
Annotations read_rttm(std::istream& in, const std::string& name, const AnnotationOptions& options = {});

/// Every event of the session as a line, in order, times with three digits. `session.recording.id` must have
/// no blanks.
void write_rttm(std::ostream& out, const Session& session);

}  // namespace lull
