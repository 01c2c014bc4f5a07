#include "lull/events/spans.hpp"

#include <algorithm>
#include <cstddef>

namespace lull {

std::vector<TimeSpan> joined(std::vector<TimeSpan> spans, Milliseconds gap) {
  std::erase_if(spans, [](const TimeSpan& each) { return each.empty(); });
  std::sort(spans.begin(), spans.end());
  std::size_t kept = 0;
  for (const TimeSpan& each : spans) {
    if (kept > 0) {
      TimeSpan& last = spans[kept - 1];
      const Milliseconds between = each.begin - last.end;
      if (between <= Milliseconds{0} || between < gap) {
        last.end = std::max(last.end, each.end);
        continue;
      }
    }
    spans[kept++] = each;
  }
  spans.resize(kept);
  return spans;
}

std::vector<TimeSpan> difference(std::span<const TimeSpan> spans, std::span<const TimeSpan> holes) {
  std::vector<TimeSpan> rest;
  std::size_t first = 0;
  for (const TimeSpan& each : spans) {
    while (first < holes.size() && holes[first].end <= each.begin) ++first;
    Milliseconds from = each.begin;
    for (std::size_t h = first; h < holes.size() && holes[h].begin < each.end; ++h) {
      if (from < holes[h].begin) rest.push_back({from, holes[h].begin});
      from = std::max(from, holes[h].end);
    }
    if (from < each.end) rest.push_back({from, each.end});
  }
  return rest;
}

std::vector<TimeSpan> common(std::span<const TimeSpan> a, std::span<const TimeSpan> b) {
  std::vector<TimeSpan> both;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (const auto part = intersection(a[i], b[j])) both.push_back(*part);
    if (a[i].end < b[j].end) {
      ++i;
    } else {
      ++j;
    }
  }
  return both;
}

std::vector<TimeSpan> cut_at(std::span<const TimeSpan> spans, std::vector<Milliseconds> places) {
  std::sort(places.begin(), places.end());
  std::vector<TimeSpan> pieces;
  auto place = places.begin();
  for (TimeSpan rest : spans) {
    for (; place != places.end() && *place < rest.end; ++place) {
      if (*place <= rest.begin) continue;
      pieces.push_back({rest.begin, *place});
      rest.begin = *place;
    }
    pieces.push_back(rest);
  }
  return pieces;
}

Milliseconds total(std::span<const TimeSpan> spans) {
  Milliseconds sum{0};
  for (const TimeSpan& each : spans) sum += each.length();
  return sum;
}

Milliseconds total_within(std::span<const TimeSpan> spans, const TimeSpan& window) {
  const auto first = std::partition_point(spans.begin(), spans.end(),
                                          [&](const TimeSpan& each) { return each.end <= window.begin; });
  Milliseconds sum{0};
  for (auto each = first; each != spans.end() && each->begin < window.end; ++each) {
    sum += std::min(each->end, window.end) - std::max(each->begin, window.begin);
  }
  return sum;
}

}  // namespace lull
