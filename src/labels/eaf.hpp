#pragma once
#include <iosfwd>
#include <span>

#include "lull/events/session.hpp"

namespace lull {

/// One session as an ELAN document of format 3.0. Throws Error(Fault::usage) for any other number of them.
void write_eaf(std::ostream& out, std::span<const Session> sessions);

}  // namespace lull
