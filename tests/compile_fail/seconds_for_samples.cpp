#include "lull/core/units.hpp"

// Time is turned into samples by a rate, never by accident.
std::int64_t samples_of(lull::SampleRate rate, lull::Seconds time) {
#ifdef LULL_MISTAKE
  return rate.time_of(time).count();
#else
  return rate.samples_in(time);
#endif
}
