#pragma once
#include <atomic>

namespace lull::cli {

/// Set by the first SIGINT or SIGTERM; a second one ends the process at once.
std::atomic<bool>& stop_requested();

/// Which signal it was: 0 if none.
int stop_signal();

/// Installs the handlers, and ignores SIGXFSZ and SIGPIPE so that a full disk or a closed pipe is an error we can name.
void watch_signals();

}  // namespace lull::cli
