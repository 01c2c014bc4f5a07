#include "lull/response/turns.hpp"

#include <algorithm>
#include <tuple>

namespace lull {
namespace {

constexpr Milliseconds longest_gap{5000};
constexpr Milliseconds short_gap{1000};

/// Whose sound; the order decides between sounds of the same times.
enum class Who { cry, child, female, male, adult, other_child };

struct Sounding {
  TimeSpan when;
  Who who{};
};

bool is_adult(Who who) { return who == Who::female || who == Who::male || who == Who::adult; }

Who who_of(Label label) {
  return label == Label::female ? Who::female : label == Label::male ? Who::male : Who::adult;
}

std::vector<Sounding> in_order(const StretchTracks& tracks) {
  std::vector<Sounding> all;
  for (const TimeSpan& each : tracks.cry) all.push_back({each, Who::cry});
  for (const TimeSpan& each : tracks.child) all.push_back({each, Who::child});
  for (const Segment& each : tracks.adult) all.push_back({each.when, who_of(each.label)});
  for (const TimeSpan& each : tracks.other_child) all.push_back({each, Who::other_child});
  std::sort(all.begin(), all.end(), [](const Sounding& a, const Sounding& b) {
    return std::tie(a.when, a.who) < std::tie(b.when, b.who);
  });
  return all;
}

}  // namespace

TurnMetrics measure_turns(const Evidence& evidence) {
  std::size_t turns = 0, quick_turns = 0;
  for (const StretchTracks& tracks : evidence.stretches) {
    const std::vector<Sounding> all = in_order(tracks);
    for (std::size_t i = 1; i < all.size(); ++i) {
      const Sounding &first = all[i - 1], &second = all[i];
      const bool pair = (first.who == Who::child && is_adult(second.who)) ||
                        (is_adult(first.who) && second.who == Who::child);
      if (!pair) continue;
      const Milliseconds between = second.when.begin - first.when.end;
      turns += between <= longest_gap ? 1 : 0;
      quick_turns += between >= Milliseconds{0} && between <= short_gap ? 1 : 0;
    }
  }
  return {evidence.count(Needs::all, turns), evidence.per_hour(Needs::all, static_cast<double>(turns)),
          evidence.count(Needs::all, quick_turns),
          evidence.per_hour(Needs::all, static_cast<double>(quick_turns))};
}

}  // namespace lull
