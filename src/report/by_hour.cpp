#include "report/by_hour.hpp"

#include "lull/core/clock.hpp"
#include "lull/events/spans.hpp"
#include "lull/response/evidence.hpp"

namespace lull {
namespace {

constexpr Milliseconds hour{3'600'000};
constexpr Milliseconds answer_window{30'000};

/// How long a recorder had stood still before a stretch, by the clock; nothing counts without one.
Milliseconds stood_still(const Session& session, bool has_clock, Milliseconds stretch_begin) {
  return has_clock ? paused_before(session.recording.pauses, stretch_begin) : Milliseconds{0};
}

TimeSpan moved(TimeSpan span, Milliseconds by) { return {span.begin + by, span.end + by}; }

}  // namespace

std::vector<HourRow> by_hour(const Session& session, const MetricSettings& settings) {
  const Evidence evidence = gather(session, tracks_of(session, settings), settings);
  // Hours tell of crying: without its track there are none, and no zeros either.
  if (evidence.unavailable(Needs::cry) != Reason::none) return {};
  const bool adults = evidence.unavailable(Needs::adult) == Reason::none;
  const std::optional<Milliseconds> clock = time_of_day(session.recording.start_time);
  std::vector<Milliseconds> still;  // of each stretch
  for (const StretchTracks& tracks : evidence.stretches) {
    still.push_back(stood_still(session, clock.has_value(), tracks.stretch.begin));
  }
  // How far the recording's start lies behind the full hour.
  const Milliseconds past = clock.value_or(Milliseconds{0}) % hour;
  const Milliseconds end = session.observed.back().end + still.back();
  std::vector<HourRow> rows;
  for (std::int64_t i = 0; i * hour - past < end; ++i) {
    HourRow row;
    row.from_s = i * hour - past;
    if (clock) row.clock_hour = (*clock / hour + i) % 24;
    const TimeSpan span{row.from_s, row.from_s + hour};
    for (std::size_t at = 0; at < evidence.stretches.size(); ++at) {
      const StretchTracks& tracks = evidence.stretches[at];
      if (const auto seen = intersection(moved(tracks.stretch, still[at]), span)) {
        row.observed_s += seen->length();
        row.cry_s += total_within(tracks.cry, moved(*seen, -still[at]));
      }
    }
    for (const Answer& answer : evidence.answers) {
      if (!span.contains(answer.episode.when.begin + still[answer.episode.stretch])) continue;
      ++row.episodes;
      if (!adults) continue;
      row.known += answer.known_within(answer_window);
      row.answered += answer.within(answer_window);
    }
    if (row.observed_s.count() > 0) rows.push_back(row);
  }
  return rows;
}

}  // namespace lull
