#pragma once
#include <atomic>

namespace lull::cli {

/// Set by the first SIGINT or SIGTERM; a second one ends the process at once. Whoever stops a run may set it
/// too.
std::atomic<bool>& stop_requested();

/// Which signal it was: 0 if none.
int stop_signal();

/// Installs the handlers of both.
void watch_signals();

/// Ignores SIGXFSZ and SIGPIPE, so that a full disk or a closed pipe is an error we can name.
void ignore_broken_output();

}  // namespace lull::cli
