#include "events/running_peak.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <vector>

namespace lull {
namespace {

/// What `around` is for: values known up to `reach` ahead of the frame that is asked about.
RC_GTEST_PROP(RunningPeak, IsTheLargestWithinReach, ()) {
  const auto reach = *rc::gen::inRange<std::int64_t>(0, 9);
  const auto values = *rc::gen::container<std::vector<int>>(rc::gen::inRange(0, 6));  // 0: not added
  const auto asked = *rc::gen::container<std::vector<bool>>(values.size(), rc::gen::arbitrary<bool>());
  const auto count = static_cast<std::int64_t>(values.size());
  RunningPeak peak(reach);
  for (std::int64_t frame = 0, added = 0; frame < count; ++frame) {
    for (; added < std::min(count, frame + reach + 1); ++added) {
      const int value = values[static_cast<std::size_t>(added)];
      if (value > 0) peak.add(added, static_cast<float>(value));
    }
    if (!asked[static_cast<std::size_t>(frame)]) continue;
    const auto first = values.begin() + std::max<std::int64_t>(0, frame - reach);
    const auto last = values.begin() + std::min(count, frame + reach + 1);
    RC_ASSERT(peak.around(frame) == static_cast<float>(*std::max_element(first, last)));
  }
}

}  // namespace
}  // namespace lull
