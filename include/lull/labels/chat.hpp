#pragma once
#include <iosfwd>
#include <string>

#include "lull/labels/annotations.hpp"

namespace lull {

/// Reads a CHAT transcript: each time bullet of a main line is a segment of the line's speaker, whom the
/// roles of @Participants and the sex in @ID tell, with the words before it. Crying and whining of the target
/// child are what its lines say of them (&=cries, [=! whines]). Utterances without a bullet, and those that
/// say that nobody was heard (0), are left out and counted. One session, named by @Media, else with an empty
/// id.
/// Throws Error(Fault::input) for what is no line of CHAT and for a bullet that is broken: the message names
/// file and line.
Annotations read_chat(std::istream& in, const std::string& name, const AnnotationOptions& options = {});

/// The least that is valid CHAT: headers, and one main line an event with the words of an utterance that lies
/// exactly there. Labels are read back by read_chat() as they were.
void write_chat(std::ostream& out, const Session& session);

}  // namespace lull
