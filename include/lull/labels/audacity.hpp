#pragma once
#include <iosfwd>
#include <string>

#include "lull/labels/annotations.hpp"

namespace lull {

/// Reads a label track as Audacity exports it: START, END and LABEL apart by tabs, seconds; a line that opens
/// with a backslash has the frequencies of the one above and is passed over. Labels are ours or those of the
/// options. Point labels, whose start is their end, are left out and counted. One session, with an empty id.
/// Throws Error(Fault::input) for a line that is none of these: the message names file and line.
Annotations read_audacity(std::istream& in, const std::string& name, const AnnotationOptions& options = {});

/// One line an event, as it stands in the session.
void write_audacity(std::ostream& out, const Session& session);

}  // namespace lull
