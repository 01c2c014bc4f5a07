#include "lull/core/units.hpp"

// A rate of nothing is refused while compiling, where it is a constant.
#ifdef LULL_MISTAKE
constexpr lull::SampleRate rate(0);
#else
constexpr lull::SampleRate rate(1);
#endif
static_assert(rate.hertz() == 1);
