#pragma once
#include "lull/events/session.hpp"
#include "lull/events/settings.hpp"

namespace lull {

struct SessionMetrics;

}  // namespace lull
