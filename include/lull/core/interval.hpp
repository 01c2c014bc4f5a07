#pragma once
#include <algorithm>
#include <optional>

#include "lull/core/units.hpp"

namespace lull {

/// A half-open range [begin, end) of positions or times.
template <class T>
struct Interval {
  T begin{};
  T end{};
  constexpr auto length() const { return end - begin; }
  constexpr bool empty() const { return !(begin < end); }
  constexpr bool contains(T at) const { return begin <= at && at < end; }
  auto operator<=>(const Interval&) const = default;
};

using TimeSpan = Interval<Milliseconds>;

/// What both intervals cover, or nothing when they only touch or lie apart.
template <class T>
constexpr std::optional<Interval<T>> intersection(const Interval<T>& a, const Interval<T>& b) {
  const Interval<T> both{std::max(a.begin, b.begin), std::min(a.end, b.end)};
  return both.empty() ? std::nullopt : std::optional(both);
}

/// The time from the end of the earlier interval to the start of the later one; negative when they overlap.
constexpr Milliseconds gap(const TimeSpan& a, const TimeSpan& b) {
  return std::max(a.begin, b.begin) - std::min(a.end, b.end);
}

}  // namespace lull
