#include "pipeline/evaluate_tracks.hpp"

#include <algorithm>

#include "lull/events/spans.hpp"

namespace lull {

std::string_view name(Track track) {
  constexpr std::array<std::string_view, 6> names{"CRY", "FEM", "MAL", "adult", "KCHI", "OCH"};
  return names[static_cast<std::size_t>(track)];
}

std::span<const Label> labels_of(Track track) {
  using enum Label;
  static constexpr std::array<Label, 2> crying{cry, fuss};
  static constexpr std::array<Label, 3> adults{female, male, adult};
  static constexpr std::array<Label, 2> children{key_child, other_child};
  switch (track) {
    case Track::cry:
      return crying;
    case Track::female:
      return std::span(adults).first(1);
    case Track::male:
      return std::span(adults).subspan(1, 1);
    case Track::adult:
      return adults;
    case Track::key_child:
      return std::span(children).first(1);
    case Track::other_child:
      return std::span(children).last(1);
  }
  return {};
}

bool belongs(Label label, std::span<const Label> labels) {
  return std::find(labels.begin(), labels.end(), label) != labels.end();
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

std::vector<TimeSpan> spans_of(const Session& session, std::span<const Label> labels,
                               std::span<const TimeSpan> observed, Milliseconds g_u) {
  std::vector<TimeSpan> all;
  for (const Event& event : session.events) {
    if (belongs(event.label, labels)) all.push_back(event.when);
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
