#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "lull/response/consistency.hpp"

namespace lull {
namespace {

/// Who is heard at an instant; `several` is two or more of cry, child and adult.
enum State : std::size_t { quiet, cry, child, adult, several };
constexpr std::size_t state_count = 5;
constexpr Milliseconds shortest_quiet{2000};

struct Run {
  State state = quiet;
  TimeSpan when;
};

/// The starts and ends of a track's spans, one after the other.
class Edges {
 public:
  explicit Edges(const std::vector<TimeSpan>& spans) : spans_(spans) {}
  /// When the next one is; behind everything once there is none.
  Milliseconds at() const {
    if (next_ == 2 * spans_.size()) return Milliseconds::max();
    const TimeSpan& span = spans_[next_ / 2];
    return inside() ? span.end : span.begin;
  }
  bool inside() const { return next_ % 2 == 1; }
  void pass() { ++next_; }

 private:
  const std::vector<TimeSpan>& spans_;
  std::size_t next_ = 0;
};

State state_of(const Edges& crying, const Edges& children, const Edges& adults) {
  if (crying.inside() + children.inside() + adults.inside() > 1) return several;
  return crying.inside() ? cry : children.inside() ? child : adults.inside() ? adult : quiet;
}

/// Calls `take` with the runs of one stretch from its start to its end, neighbours different.
template <class Take>
void for_each_run(const StretchTracks& tracks, const Take& take) {
  Edges crying(tracks.cry), children(tracks.child), adults(tracks.voice);
  Run run{state_of(crying, children, adults), {tracks.stretch.begin, tracks.stretch.begin}};
  while (run.when.end < tracks.stretch.end) {
    const Milliseconds next = std::min({crying.at(), children.at(), adults.at(), tracks.stretch.end});
    if (next > run.when.end) {
      const State state = state_of(crying, children, adults);
      if (state != run.state && !run.when.empty()) take(run);
      if (state != run.state) run = {state, {run.when.end, run.when.end}};
      run.when.end = next;
    }
    for (Edges* each : {&crying, &children, &adults}) {
      if (each->at() == next) each->pass();
    }
  }
  if (!run.when.empty()) take(run);
}

}  // namespace

Number entropy_rate(const Evidence& evidence) {
  if (const Reason reason = evidence.unavailable(Needs::all); reason != Reason::none) return reason;
  std::array<std::array<std::int64_t, state_count>, state_count> counts{};
  std::int64_t all = 0;
  for (const StretchTracks& tracks : evidence.stretches) {
    std::optional<State> before;
    for_each_run(tracks, [&](const Run& run) {
      if (run.state == quiet && run.when.length() < shortest_quiet) return;
      const std::optional<State> last = std::exchange(before, run.state);
      if (!last || *last == run.state) return;  // the same: joined across a short quiet
      ++counts[*last][run.state];
      ++all;
    });
  }
  if (all < std::max(evidence.settings.min_transitions, 1)) return Reason::too_few;
  double bits = 0;
  for (const auto& row : counts) {
    std::int64_t out = 0;
    for (const std::int64_t each : row) out += each;
    for (const std::int64_t each : row) {
      if (each == 0) continue;
      const double p = static_cast<double>(each) / static_cast<double>(out);
      bits -= static_cast<double>(out) / static_cast<double>(all) * p * std::log2(p);
    }
  }
  return bits;
}

}  // namespace lull
