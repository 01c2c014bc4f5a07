#include "pipeline/evaluate_events.hpp"

#include <algorithm>

#include "pipeline/evaluate_frames.hpp"
#include "pipeline/matching.hpp"

namespace lull {
namespace {

Milliseconds apart(Milliseconds a, Milliseconds b) { return a < b ? b - a : a - b; }

bool offsets_match(const TimeSpan& reference, const TimeSpan& hypothesis, const EventRule& rule) {
  const Milliseconds off = apart(reference.end, hypothesis.end);
  return off <= rule.collar ||
         static_cast<double>(off.count()) <=
             rule.offset_share * static_cast<double>(reference.length().count()) + tolerance;
}

}  // namespace

EventCounts& EventCounts::operator+=(const EventCounts& other) {
  reference += other.reference;
  hypothesis += other.hypothesis;
  matched += other.matched;
  return *this;
}

EventCounts count_events(const TrackPair& spans, const EventRule& rule) {
  Candidates candidates;
  candidates.right_items = spans.hypothesis.size();
  std::size_t from = 0;
  for (const TimeSpan& reference : spans.reference) {
    const auto onset = [&](std::size_t i) { return spans.hypothesis[i].begin; };
    while (from < spans.hypothesis.size() && onset(from) < reference.begin - rule.collar) ++from;
    for (std::size_t i = from; i < spans.hypothesis.size() && onset(i) <= reference.begin + rule.collar;
         ++i) {
      if (!rule.offsets || offsets_match(reference, spans.hypothesis[i], rule)) candidates.right.push_back(i);
    }
    candidates.close();
  }
  return {static_cast<std::int64_t>(spans.reference.size()),
          static_cast<std::int64_t>(spans.hypothesis.size()),
          static_cast<std::int64_t>(largest_matching(candidates))};
}

EventScores event_scores(const EventCounts& counts) {
  const auto matched = static_cast<double>(counts.matched);
  const auto reference = static_cast<double>(counts.reference);
  const auto hypothesis = static_cast<double>(counts.hypothesis);
  EventScores scores;
  scores.precision = ratio(matched, hypothesis);
  scores.recall = ratio(matched, reference);
  scores.f1 = ratio(2 * matched, reference + hypothesis);
  scores.error_rate = ratio(reference + hypothesis - 2 * matched, reference);
  return scores;
}

}  // namespace lull
