#include "pipeline/evaluate_confidence.hpp"

#include <algorithm>
#include <set>

#include "lull/events/spans.hpp"

namespace lull {
namespace {

/// A confidence that begins or ends to hold.
struct ConfidenceChange {
  Milliseconds at{0};
  float confidence = 0;
  bool begins = false;
};

}  // namespace

bool add_confident_time(const Session& hypothesis, std::span<const Label> labels,
                        std::span<const TimeSpan> reference, std::span<const TimeSpan> observed,
                        TimeByConfidence& times) {
  std::vector<ConfidenceChange> changes;
  for (const Event& event : hypothesis.events) {
    if (!belongs(event.label, labels)) continue;
    if (!event.confidence) return false;
    changes.push_back({event.when.begin, *event.confidence, true});
    changes.push_back({event.when.end, *event.confidence, false});
  }
  std::sort(changes.begin(), changes.end(),
            [](const ConfidenceChange& a, const ConfidenceChange& b) { return a.at < b.at; });
  std::multiset<float> active;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (!active.empty() && changes[i - 1].at < changes[i].at) {
      const std::vector<TimeSpan> piece{{changes[i - 1].at, changes[i].at}};
      const auto first = std::partition_point(observed.begin(), observed.end(), [&](const TimeSpan& stretch) {
        return stretch.end <= piece[0].begin;
      });
      for (auto at = first; at != observed.end() && at->begin < piece[0].end; ++at) {
        const TimeSpan inside = *intersection(*at, piece[0]);
        ConfidentTime& time = times[*active.rbegin()];
        time.all += in_ms(inside.length());
        time.both += in_ms(total_within(reference, inside));
      }
    }
    if (changes[i].begins) {
      active.insert(changes[i].confidence);
    } else {
      active.erase(active.find(changes[i].confidence));
    }
  }
  return true;
}

Number average_precision(const TimeByConfidence& times, double reference_ms) {
  if (reference_ms <= 0) return Reason::undefined;
  double both = 0, all = 0, area = 0;
  for (const auto& [confidence, time] : times) {
    both += time.both;
    all += time.all;
    if (all > 0) area += both / all * time.both / reference_ms;
  }
  return area;
}

}  // namespace lull
