#pragma once
#include <vector>

#include "lull/core/interval.hpp"
#include "lull/core/warning.hpp"

namespace lull {

/// What is left of observed stretches without the runs of digital silence that the warnings tell of: a
/// recorder writes them while it is paused, and what nobody could hear is not observed. Empty stretches go.
std::vector<TimeSpan> without_silence(const std::vector<TimeSpan>& observed,
                                      const std::vector<Warning>& warnings);

}  // namespace lull
