#include "cli/messages.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "lull/core/text.hpp"

namespace lull::cli {
namespace {

bool colored = false;

}  // namespace

void allow_color(bool allowed) { colored = allowed; }

void say(std::string_view kind, std::string_view text) {
  const char* color = kind == "error" ? "\x1b[31m" : kind == "warning" ? "\x1b[33m" : "\x1b[2m";
  const std::string line = colored ? fmt::format("lull: {}{}:\x1b[0m {}\n", color, kind, visible(text))
                                   : fmt::format("lull: {}: {}\n", kind, visible(text));
  std::fwrite(line.data(), 1, line.size(), stderr);
}

int status_of(Fault fault) {
  switch (fault) {
    case Fault::usage: return bad_usage;
    case Fault::input:
    case Fault::output:
    case Fault::model: return nothing_done;
  }
  return our_mistake;
}

}  // namespace lull::cli
