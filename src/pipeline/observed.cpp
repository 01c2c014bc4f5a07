#include "pipeline/observed.hpp"

#include <algorithm>

namespace lull {

std::vector<TimeSpan> without_silence(const std::vector<TimeSpan>& observed,
                                      const std::vector<Warning>& warnings) {
  std::vector<TimeSpan> gaps;
  for (const Warning& warning : warnings) {
    if (warning.code == WarningCode::digital_silence && warning.where) gaps.push_back(*warning.where);
  }
  std::sort(gaps.begin(), gaps.end());
  std::vector<TimeSpan> heard;
  for (const TimeSpan& stretch : observed) {
    Milliseconds from = stretch.begin;
    for (const TimeSpan& gap : gaps) {
      if (gap.end <= from || gap.begin >= stretch.end) continue;
      if (from < gap.begin) heard.push_back({from, gap.begin});
      from = gap.end;
    }
    if (from < stretch.end) heard.push_back({from, stretch.end});
  }
  return heard;
}

}  // namespace lull
