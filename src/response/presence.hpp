#pragma once
#include "lull/response/evidence.hpp"

namespace lull {

/// Minutes with adult voice, of all and of those with crying.
struct Presence {
  Proportion overall, while_crying;
};

/// Over whole blocks of 60 s from each stretch's start. Source: metrics.md, section 4.5.
Presence measure_presence(const Evidence& evidence);

}  // namespace lull
