#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <utility>

#include "lull/response/response.hpp"

namespace lull {
namespace {

constexpr Milliseconds one_block_below = std::chrono::hours{3};
constexpr Milliseconds block_length = std::chrono::hours{1};
constexpr Milliseconds least_shift = std::chrono::minutes{1};

using Place = std::int64_t;  // ms of concatenated observed time
using Range = Interval<Place>;

/// Observed time laid end to end, cut into blocks in which the onsets rotate.
struct Circle {
  std::vector<Place> edges;                ///< of the blocks, one more than there are
  std::vector<std::vector<Place>> onsets;  ///< a block's, from its start
  Range shifts;                            ///< to try; empty if there is none
};

std::vector<Place> offsets_of(const Evidence& evidence) {
  std::vector<Place> offsets;
  Place at = 0;
  for (const StretchTracks& tracks : evidence.stretches) {
    offsets.push_back(at - tracks.stretch.begin.count());
    at += tracks.stretch.length().count();
  }
  return offsets;
}

std::size_t block_at(const std::vector<Place>& edges, Place at) {
  const auto after = std::upper_bound(edges.begin(), edges.end(), at);
  return static_cast<std::size_t>(after - edges.begin()) - 1;
}

Circle circle_of(const Evidence& evidence, const std::vector<Place>& offsets) {
  const Place whole = evidence.observed.count();
  const Place blocks = evidence.observed < one_block_below ? 1 : whole / Milliseconds(block_length).count();
  Circle circle;
  // i * whole stays below 2^63 for any recording of less than a century.
  for (Place i = 0; i <= blocks; ++i) circle.edges.push_back(i * whole / blocks);
  circle.onsets.resize(static_cast<std::size_t>(blocks));
  for (std::size_t s = 0; s < offsets.size(); ++s) {
    const StretchTracks& tracks = evidence.stretches[s];
    for (const Segment& segment : tracks.adult) {
      if (!tracks.is_onset(segment)) continue;
      const Place at = segment.when.begin.count() + offsets[s];
      const std::size_t block = block_at(circle.edges, at);
      circle.onsets[block].push_back(at - circle.edges[block]);
    }
  }
  circle.shifts = {least_shift.count(), whole / blocks - least_shift.count() + 1};
  return circle;
}

/// Adds a range that starts no earlier than those before it; what they share becomes one.
void add_clipped(const Range& range, const Range& bounds, std::vector<Range>& apart) {
  const auto part = intersection(range, bounds);
  if (!part) return;
  if (!apart.empty() && part->begin <= apart.back().end) {
    apart.back().end = std::max(apart.back().end, part->end);
  } else {
    apart.push_back(*part);
  }
}

/// The shifts that bring an onset of block `b` into `window`, in order and apart.
/// (onset + shift) mod length lies in the window: one range of shifts, and the same one turn later. Later
/// onsets need smaller shifts, and every range of the next turn starts after all of this one: no sorting.
std::vector<Range> answering_shifts(const Circle& circle, std::size_t b, const Range& window) {
  const Place start = circle.edges[b], length = circle.edges[b + 1] - start;
  const Range part{std::max(window.begin, start) - start, std::min(window.end, start + length) - start};
  const auto& onsets = circle.onsets[b];
  std::vector<Range> ranges;
  for (const Place turn : {Place{0}, length}) {
    for (auto onset = onsets.rbegin(); onset != onsets.rend(); ++onset) {
      add_clipped({part.begin - *onset + turn, part.end - *onset + turn}, circle.shifts, ranges);
    }
  }
  return ranges;
}

/// The same over all blocks that the window reaches into.
std::vector<Range> answering_shifts(const Circle& circle, const Range& window) {
  const std::size_t first = block_at(circle.edges, window.begin),
                    last = block_at(circle.edges, window.end - 1);
  std::vector<Range> all = answering_shifts(circle, first, window);
  for (std::size_t b = first + 1; b <= last; ++b) {
    const std::vector<Range> more = answering_shifts(circle, b, window);
    all.insert(all.end(), more.begin(), more.end());
  }
  if (last == first) return all;
  std::sort(all.begin(), all.end());
  std::vector<Range> apart;
  for (const Range& range : all) add_clipped(range, circle.shifts, apart);
  return apart;
}

/// Where k or n changes as the shift grows. Small, as a day has a hundred thousand of them: a shift lies
/// within a block, which is shorter than three hours.
struct Change {
  std::int32_t shift = 0;  ///< ms
  std::int8_t k = 0, n = 0;
};
static_assert(Milliseconds(one_block_below).count() <= std::numeric_limits<std::int32_t>::max());

/// How many shifts give each (k, n); n of 0 left out.
using Tally = std::map<std::pair<int, int>, std::int64_t>;

Tally tally_shifts(const Circle& circle, int always_known, std::vector<Change>& changes) {
  std::sort(changes.begin(), changes.end(),
            [](const Change& a, const Change& b) { return a.shift < b.shift; });
  Tally tally;
  int k = 0, n = always_known;
  Place from = circle.shifts.begin;
  const auto close = [&](Place to) {
    if (to > from && n > 0) tally[{k, n}] += to - from;
    from = to;
  };
  for (const Change& change : changes) {
    close(change.shift);
    k += change.k;
    n += change.n;
  }
  close(circle.shifts.end);
  return tally;
}

Tally rotate(const Evidence& evidence, const Circle& circle, const std::vector<Place>& offsets,
             Milliseconds window) {
  std::vector<Change> changes;
  int always_known = 0;
  if (circle.shifts.empty()) return {};
  for (const Answer& answer : evidence.answers) {
    const Place t0 = answer.episode.when.begin.count() + offsets[answer.episode.stretch];
    const Place end = answer.window_end.count() + offsets[answer.episode.stretch];
    Answer unanswered = answer;
    unanswered.latency.reset();
    const bool known = unanswered.known_within(window);
    always_known += known ? 1 : 0;
    // L <= w: the millisecond at t0 + w belongs to it.
    for (const Range& range : answering_shifts(circle, {t0, std::min(end, t0 + window.count() + 1)})) {
      const auto from = static_cast<std::int32_t>(range.begin), to = static_cast<std::int32_t>(range.end);
      const auto n = static_cast<std::int8_t>(known ? 0 : 1);
      changes.push_back({from, 1, n});
      changes.push_back({to, -1, static_cast<std::int8_t>(-n)});
    }
  }
  return tally_shifts(circle, always_known, changes);
}

void summarize(const Tally& tally, double observed_share, Chance& chance) {
  double count = 0, sum = 0, squares = 0;
  std::int64_t as_good = 0;
  const auto share = [](const Tally::value_type& entry) {
    return static_cast<double>(entry.first.first) / static_cast<double>(entry.first.second);
  };
  for (const auto& entry : tally) {
    count += static_cast<double>(entry.second);
    sum += share(entry) * static_cast<double>(entry.second);
    if (share(entry) >= observed_share - tolerance) as_good += entry.second;
  }
  const double mean = sum / count;
  for (const auto& entry : tally) {
    const double away = share(entry) - mean;
    squares += away * away * static_cast<double>(entry.second);
  }
  chance.expected = mean;
  chance.excess = observed_share - mean;
  chance.lift = sum > 0 ? Number(observed_share / mean) : Number(Reason::undefined);
  chance.p = (1 + static_cast<double>(as_good)) / (count + 1);
  chance.sd = std::sqrt(squares / count);
}

}  // namespace

std::vector<Chance> measure_chance(const Evidence& evidence) {
  const Reason no_track = evidence.unavailable(Needs::cry_and_adult);
  std::vector<Place> offsets;
  Circle circle;
  if (no_track == Reason::none) {
    offsets = offsets_of(evidence);
    circle = circle_of(evidence, offsets);
  }
  std::vector<Chance> all;
  for (const Milliseconds window : evidence.settings.w) {
    Chance chance;
    chance.window_s = window;
    const Proportion strict = strict_share(evidence, window);
    Reason missing = strict.value.reason();
    if (no_track == Reason::none) {
      const Tally tally = rotate(evidence, circle, offsets, window);
      std::int64_t shifts = 0;
      for (const auto& entry : tally) shifts += entry.second;
      chance.shifts = shifts;
      if (missing == Reason::none && shifts == 0) missing = Reason::too_few;
      if (missing == Reason::none) summarize(tally, *strict.value, chance);
    }
    if (missing != Reason::none) chance.expected = chance.excess = chance.lift = chance.p = missing;
    all.push_back(chance);
  }
  return all;
}

}  // namespace lull
