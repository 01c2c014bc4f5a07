#pragma once
#include <span>
#include <vector>

#include "lull/core/interval.hpp"

namespace lull {

/// Spans that overlap, touch, or lie less than `gap` apart become one; empty ones go. A gap of exactly `gap`
/// (above 0) stays. Any order in; in order and apart out. Cost: a sort.
std::vector<TimeSpan> joined(std::vector<TimeSpan> spans, Milliseconds gap = Milliseconds{0});

/// What of `spans` lies outside `holes`. Both in order and apart, and so is the result.
std::vector<TimeSpan> difference(std::span<const TimeSpan> spans, std::span<const TimeSpan> holes);

/// What both cover. Both in order and apart, and so is the result.
std::vector<TimeSpan> common(std::span<const TimeSpan> a, std::span<const TimeSpan> b);

/// The same in pieces that end wherever one of `places` lies inside them: pieces may touch. `spans` in order
/// and apart, `places` in any order.
std::vector<TimeSpan> cut_at(std::span<const TimeSpan> spans, std::vector<Milliseconds> places);

/// Length of the whole; `spans` do not overlap.
Milliseconds total(std::span<const TimeSpan> spans);

/// Length of what lies inside `window`; `spans` in order and apart. Cost: a binary search and the spans in
/// the window.
Milliseconds total_within(std::span<const TimeSpan> spans, const TimeSpan& window);

}  // namespace lull
