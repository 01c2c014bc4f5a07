#include "report/by_hour.hpp"

#include "lull/events/spans.hpp"
#include "lull/response/evidence.hpp"
#include "response/clock.hpp"

namespace lull {
namespace {

constexpr Milliseconds hour{3'600'000};
constexpr Milliseconds answer_window{30'000};

}  // namespace

std::vector<HourRow> by_hour(const Session& session, const MetricSettings& settings) {
  const Evidence evidence = gather(session, tracks_of(session, settings), settings);
  if (session.observed.empty()) return {};
  const std::optional<Milliseconds> clock = time_of_day(session.recording.start_time);
  // How far the recording's start lies behind the full hour.
  const Milliseconds past = clock.value_or(Milliseconds{0}) % hour;
  std::vector<HourRow> rows;
  const Milliseconds end = session.observed.back().end;
  for (std::int64_t i = 0; i * hour - past < end; ++i) {
    HourRow row;
    row.from_s = i * hour - past;
    if (clock) row.clock_hour = (*clock / hour + i) % 24;
    const TimeSpan span{row.from_s, row.from_s + hour};
    row.observed_s = total_within(session.observed, span);
    for (const StretchTracks& stretch : evidence.stretches) row.cry_s += total_within(stretch.cry, span);
    for (const Answer& answer : evidence.answers) {
      if (!span.contains(answer.episode.when.begin)) continue;
      ++row.episodes;
      row.known += answer.known_within(answer_window);
      row.answered += answer.within(answer_window);
    }
    if (row.observed_s.count() > 0) rows.push_back(row);
  }
  return rows;
}

}  // namespace lull
