#include "cli/messages.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include "lull/core/text.hpp"

namespace lull::cli {
namespace {

bool colored = false;
int output_failure = 0;  // errno of the first write to standard output that failed

}  // namespace

void allow_color(bool allowed) { colored = allowed; }

void say(std::string_view kind, std::string_view text) {
  const char* color = kind == "error" ? "\x1b[31m" : kind == "warning" ? "\x1b[33m" : "\x1b[2m";
  const std::string line = colored ? fmt::format("lull: {}{}:\x1b[0m {}\n", color, kind, visible(text))
                                   : fmt::format("lull: {}: {}\n", kind, visible(text));
  std::fwrite(line.data(), 1, line.size(), stderr);
}

void put(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size() && output_failure == 0)
    output_failure = errno;
}

int flushed(int status) {
  if (std::fflush(stdout) != 0 && output_failure == 0) output_failure = errno;
  if (output_failure == 0 || output_failure == EPIPE) return status;
  say("error", fmt::format("standard output: cannot be written: {}; check where it goes to",
                           std::generic_category().message(output_failure)));
  return nothing_done;
}

bool wants_color(const std::string& when) {
  if (when == "always") return true;
  if (when == "never") return false;
  if (when != "auto") throw Error(Fault::usage, "--color", "'" + when + "' is none of auto, always, never");
  const char* none = std::getenv("NO_COLOR");
  return ::isatty(STDERR_FILENO) != 0 && (none == nullptr || *none == '\0');
}

int status_of(Fault fault) {
  switch (fault) {
    case Fault::usage:
      return bad_usage;
    case Fault::input:
    case Fault::output:
    case Fault::model:
      return nothing_done;
  }
  return our_mistake;
}

}  // namespace lull::cli
