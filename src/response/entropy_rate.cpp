#include <algorithm>
#include <array>
#include <cmath>

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

struct Edge {
  Milliseconds at{0};
  State who = quiet;
  int step = 0;  ///< +1 begins, -1 ends
};

/// The runs of one stretch from its start to its end, neighbours different.
std::vector<Run> runs_of(const StretchTracks& tracks) {
  std::vector<Edge> edges;
  const auto add = [&](const std::vector<TimeSpan>& spans, State who) {
    for (const TimeSpan& each : spans) {
      edges.push_back({each.begin, who, 1});
      edges.push_back({each.end, who, -1});
    }
  };
  add(tracks.cry, cry);
  add(tracks.child, child);
  add(tracks.voice, adult);
  edges.push_back({tracks.stretch.end, quiet, 0});
  std::sort(edges.begin(), edges.end(), [](const Edge& a, const Edge& b) { return a.at < b.at; });

  std::vector<Run> runs;
  std::array<int, state_count> active{};
  Milliseconds from = tracks.stretch.begin;
  for (const Edge& edge : edges) {
    if (edge.at > from) {
      const int heard = active[cry] + active[child] + active[adult];
      State state = heard > 1 ? several : quiet;
      if (heard == 1) state = active[cry] == 1 ? cry : active[child] == 1 ? child : adult;
      if (!runs.empty() && runs.back().state == state) {
        runs.back().when.end = edge.at;
      } else {
        runs.push_back({state, {from, edge.at}});
      }
      from = edge.at;
    }
    active[edge.who] += edge.step;
  }
  return runs;
}

}  // namespace

Number entropy_rate(const Evidence& evidence) {
  if (const Reason reason = evidence.unavailable(Needs::all); reason != Reason::none) return reason;
  std::array<std::array<std::int64_t, state_count>, state_count> counts{};
  std::int64_t all = 0;
  for (const StretchTracks& tracks : evidence.stretches) {
    std::vector<Run> runs = runs_of(tracks);
    std::erase_if(runs,
                  [](const Run& run) { return run.state == quiet && run.when.length() < shortest_quiet; });
    for (std::size_t i = 1; i < runs.size(); ++i) {
      if (runs[i].state == runs[i - 1].state) continue;  // joined across a short quiet
      ++counts[runs[i - 1].state][runs[i].state];
      ++all;
    }
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
