#pragma once
#include <iosfwd>
#include <string>

#include "lull/labels/annotations.hpp"

namespace lull {

/// Reads the table of segments that ChildProject converts annotations to, and our own segments.csv: columns
/// of any order, whole milliseconds in segment_onset and segment_offset. One session for each recording that
/// it names, else one with an empty id. `seek` is what was added to the segments but not to the `cries`
/// inside them (time_seek of the dataset).
/// Throws Error(Fault::input) for a table that says no times or no speakers, or that holds the segments of
/// several annotators (column `set`) of which none is chosen.
Annotations read_childproject(std::istream& in, const std::string& name,
                              const AnnotationOptions& options = {}, Milliseconds seek = Milliseconds{0});

/// One row an event, in the columns of segments.csv, with the words of utterances that lie exactly where an
/// event of their speaker does.
void write_childproject(std::ostream& out, std::span<const Session> sessions);

}  // namespace lull
