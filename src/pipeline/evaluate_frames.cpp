#include "pipeline/evaluate_frames.hpp"

#include <algorithm>

#include "lull/events/spans.hpp"

namespace lull {
namespace {

std::int64_t floor_divide(Milliseconds time, Milliseconds by) {
  return time / by - (time % by < Milliseconds{0} ? 1 : 0);
}

std::int64_t ceil_divide(Milliseconds time, Milliseconds by) { return -floor_divide(-time, by); }

/// Frames [first, end) that a span, given from the start of its stretch, makes active.
struct Snapping {
  Milliseconds frame;
  FrameRule rule;

  std::int64_t first(Milliseconds begin) const {
    return rule == FrameRule::middle ? ceil_divide(begin - frame / 2, frame) : floor_divide(begin, frame);
  }
  std::int64_t end(Milliseconds end) const {
    return rule == FrameRule::middle ? ceil_divide(end - frame / 2, frame) : ceil_divide(end, frame);
  }
};

/// The spans drawn out to whole frames, on a timeline of all frames end to end. In order and apart.
std::vector<TimeSpan> snapped(std::span<const TimeSpan> spans, std::span<const TimeSpan> observed,
                              const Snapping& snapping) {
  std::vector<TimeSpan> frames;
  frames.reserve(spans.size());
  Milliseconds base{0};
  auto span = spans.begin();
  for (const TimeSpan& stretch : observed) {
    for (; span != spans.end() && span->begin < stretch.end; ++span) {
      frames.push_back({base + snapping.first(span->begin - stretch.begin) * snapping.frame,
                        base + snapping.end(span->end - stretch.begin) * snapping.frame});
    }
    base += snapping.end(stretch.length()) * snapping.frame;
  }
  return joined(std::move(frames));
}

}  // namespace

FrameCounts& FrameCounts::operator+=(const FrameCounts& other) {
  both += other.both;
  hypothesis_only += other.hypothesis_only;
  reference_only += other.reference_only;
  neither += other.neither;
  frame = other.frame;
  return *this;
}

FrameCounts count_frames(const TrackPair& spans, std::span<const TimeSpan> observed, Milliseconds frame,
                         FrameRule rule) {
  const Snapping snapping{frame, rule};
  const std::vector<TimeSpan> reference = snapped(spans.reference, observed, snapping);
  const std::vector<TimeSpan> hypothesis = snapped(spans.hypothesis, observed, snapping);
  std::int64_t all = 0;
  for (const TimeSpan& stretch : observed) all += snapping.end(stretch.length());
  FrameCounts counts;
  counts.frame = frame;
  counts.both = total(common(reference, hypothesis)) / frame;
  counts.hypothesis_only = total(hypothesis) / frame - counts.both;
  counts.reference_only = total(reference) / frame - counts.both;
  counts.neither = all - counts.both - counts.hypothesis_only - counts.reference_only;
  return counts;
}

Number ratio(double part, double whole) {
  if (whole == 0) return Reason::undefined;
  return part / whole;
}

Number kappa(double agreements, double products, double cases) {
  // (observed - expected) / (1 - expected), both sides times cases squared so that counts stay exact.
  return ratio(cases * agreements - products, cases * cases - products);
}

FrameScores frame_scores(const FrameCounts& counts) {
  const auto both = static_cast<double>(counts.both);
  const auto extra = static_cast<double>(counts.hypothesis_only);
  const auto lost = static_cast<double>(counts.reference_only);
  const auto neither = static_cast<double>(counts.neither);
  FrameScores scores;
  scores.precision = ratio(both, both + extra);
  scores.recall = ratio(both, both + lost);
  scores.f1 = ratio(2 * both, 2 * both + extra + lost);
  scores.kappa = kappa(both + neither, (both + extra) * (both + lost) + (neither + lost) * (neither + extra),
                       both + extra + lost + neither);
  // A share of the frames, times the minutes of an hour.
  scores.false_alarm_min_per_h = ratio(60 * extra, static_cast<double>(counts.all()));
  return scores;
}

}  // namespace lull
