#pragma once
#include "lull/response/evidence.hpp"

namespace lull {

/// Whether adult onsets follow cry onsets more than they follow other seconds.
struct Association {
  Number yule_q, log_odds;
};

/// Over bins of 1 s whose window lies inside the stretch. Source: metrics.md, section 4.4.
Association measure_association(const Evidence& evidence, Milliseconds window);

}  // namespace lull
