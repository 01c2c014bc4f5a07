#include "response/association.hpp"

#include <algorithm>
#include <cmath>

namespace lull {
namespace {

constexpr Milliseconds bin{1000};

/// Bins by whether an episode starts in them (first index) and whether an adult starts in their window
/// (second).
struct Table {
  std::int64_t n11 = 0, n10 = 0, n01 = 0, n00 = 0;
};

void count_bins(const StretchTracks& tracks, const std::vector<Milliseconds>& starts, Milliseconds window,
                Table& table) {
  std::size_t start = 0, adult = 0;
  const auto& adults = tracks.adult;
  for (Milliseconds from = tracks.stretch.begin; from + std::max(bin, window) <= tracks.stretch.end;
       from += bin) {
    while (start < starts.size() && starts[start] < from) ++start;
    while (adult < adults.size() && (adults[adult].when.begin < from || !tracks.is_onset(adults[adult])))
      ++adult;
    const bool cries = start < starts.size() && starts[start] < from + bin;
    const bool answers = adult < adults.size() && adults[adult].when.begin < from + window;
    (cries ? (answers ? table.n11 : table.n10) : (answers ? table.n01 : table.n00)) += 1;
  }
}

}  // namespace

Association measure_association(const Evidence& evidence, Milliseconds window) {
  if (const Reason reason = evidence.unavailable_over_episodes(Needs::cry_and_adult);
      reason != Reason::none) {
    return {reason, reason};
  }
  std::vector<std::vector<Milliseconds>> starts(evidence.stretches.size());
  for (const Answer& answer : evidence.answers) {
    starts[answer.episode.stretch].push_back(answer.episode.when.begin);
  }
  Table table;
  for (std::size_t i = 0; i < starts.size(); ++i) count_bins(evidence.stretches[i], starts[i], window, table);
  if (table.n11 + table.n10 < std::max(evidence.settings.min_n, 1)) return {Reason::too_few, Reason::too_few};

  const auto n11 = static_cast<double>(table.n11), n10 = static_cast<double>(table.n10);
  const auto n01 = static_cast<double>(table.n01), n00 = static_cast<double>(table.n00);
  Association result;
  const double same = n11 * n00, crossed = n10 * n01;
  result.yule_q =
      same + crossed > 0 ? Number((same - crossed) / (same + crossed)) : Number(Reason::undefined);
  result.log_odds = std::log((n11 + .5) * (n00 + .5) / ((n10 + .5) * (n01 + .5)));
  return result;
}

}  // namespace lull
