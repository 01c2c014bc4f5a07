#include "lull/core/units.hpp"

// Times carry their unit; a bare number could be anything.
struct Options {
  lull::Seconds window{};
};

Options options() {
  using namespace std::chrono_literals;
#ifdef LULL_MISTAKE
  return {.window = 0.025};
#else
  return {.window = 25ms};
#endif
}
