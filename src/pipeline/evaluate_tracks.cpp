#include "pipeline/evaluate_tracks.hpp"

#include <algorithm>

#include "lull/events/spans.hpp"

namespace lull {

std::string_view name(Track track) {
  constexpr std::array<std::string_view, 6> names{"CRY", "FEM", "MAL", "adult", "KCHI", "OCH"};
  return names[static_cast<std::size_t>(track)];
}

bool belongs(Label label, Track track) {
  switch (track) {
    case Track::cry:
      return is_crying(label);
    case Track::female:
      return label == Label::female;
    case Track::male:
      return label == Label::male;
    case Track::adult:
      return is_adult(label);
    case Track::key_child:
      return label == Label::key_child;
    case Track::other_child:
      return label == Label::other_child;
  }
  return false;
}

Reason missing(const Session& session, Track track) {
  const auto any = [&](auto&& wanted) {
    return std::any_of(session.events.begin(), session.events.end(),
                       [&](const Event& event) { return wanted(event.label); });
  };
  switch (track) {
    case Track::cry:
      return session.tracks.cry ? Reason::none : Reason::no_cry_track;
    case Track::adult:
      return session.tracks.adult ? Reason::none : Reason::no_adult_track;
    case Track::female:
    case Track::male:
      if (!session.tracks.adult) return Reason::no_adult_track;
      return any([](Label label) { return label == Label::adult; }) &&
                     !any([](Label label) { return label == Label::female || label == Label::male; })
                 ? Reason::not_measurable
                 : Reason::none;
    case Track::key_child:
      return session.tracks.child ? Reason::none : Reason::no_child_track;
    case Track::other_child:
      return Reason::none;  // no format says whether other children were listened for
  }
  return Reason::none;
}

std::vector<TimeSpan> spans_of(const Session& session, Track track, std::span<const TimeSpan> observed,
                               Milliseconds g_u) {
  std::vector<TimeSpan> all;
  for (const Event& event : session.events) {
    if (belongs(event.label, track)) all.push_back(event.when);
  }
  const std::vector<TimeSpan> pieces = common(joined(std::move(all)), observed);
  std::vector<TimeSpan> spans;
  auto stretch = observed.begin();
  bool first = true;  // of its stretch
  for (const TimeSpan& piece : pieces) {
    while (stretch->end <= piece.begin) {
      ++stretch;
      first = true;
    }
    if (!first && piece.begin - spans.back().end < g_u) {
      spans.back().end = piece.end;
    } else {
      spans.push_back(piece);
    }
    first = false;
  }
  return spans;
}

}  // namespace lull
