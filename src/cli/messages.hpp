#pragma once
#include <string>
#include <string_view>

#include "lull/core/error.hpp"

namespace lull::cli {

// The exit statuses of interfaces.md; 70 is our own mistake.
inline constexpr int all_well = 0, some_failed = 1, bad_usage = 2, nothing_done = 3, our_mistake = 70;

/// One line on standard error, control characters made visible. `kind` is "error", "warning" or "note".
void say(std::string_view kind, std::string_view text);

/// Whether `say` may colour its first word; off at first.
void allow_color(bool allowed);

int status_of(Fault fault);

/// Data for standard output. Failures are kept for flushed().
void put(std::string_view text);

/// `status`, unless standard output could not take all data: then that is said, and the status is
/// `nothing_done`. A reader that has seen enough and closed the pipe is no failure.
int flushed(int status);

/// Whether --color auto, always or never means colour on standard error (NO_COLOR turns auto off).
/// Throws Error(Fault::usage) for another word.
bool wants_color(const std::string& when);

}  // namespace lull::cli
