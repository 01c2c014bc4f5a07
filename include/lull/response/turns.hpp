#pragma once
#include "lull/response/evidence.hpp"

namespace lull {

/// Neighbouring sounds of key child and adult. Source: metrics.md, section 4.6; like the count of LENA, but
/// not it.
struct TurnMetrics {
  Count count;
  Number per_hour;
  Count count_1s;
  Number per_hour_1s;

  static constexpr auto fields() {
    using T = TurnMetrics;
    return std::tuple{field("count", &T::count, "", "at most 5 s apart, overlap included"),
                      field("per_hour", &T::per_hour, "1/h", "the same an observed hour"),
                      field("count_1s", &T::count_1s, "", "0 to 1 s apart"),
                      field("per_hour_1s", &T::per_hour_1s, "1/h", "the same an observed hour")};
  }
};

TurnMetrics measure_turns(const Evidence& evidence);

}  // namespace lull
