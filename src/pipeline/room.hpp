#pragma once
#include <algorithm>
#include <chrono>
#include <cstddef>

#include "lull/core/recording.hpp"

namespace lull {

/// How many seconds a recording says that it has: what to make room for ahead. Room that is never filled
/// costs no memory, and growing step by step holds everything twice for a moment. At most two days, as a
/// damaged header may declare anything; 1 where nothing is declared.
inline std::size_t seconds_ahead(const RecordingInfo& recording) {
  constexpr Milliseconds most = std::chrono::hours{48};
  const Milliseconds declared = recording.duration.value_or(Milliseconds{0});
  return static_cast<std::size_t>(std::clamp(declared, Milliseconds{0}, most) / Milliseconds{1000}) + 1;
}

}  // namespace lull
