#include "lull/events/tracks.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <tuple>

#include "lull/events/spans.hpp"

namespace lull {
namespace {

constexpr std::size_t label_count = 7;
using Pieces = std::array<std::vector<TimeSpan>, label_count>;

constexpr std::size_t index_of(Label label) { return static_cast<std::size_t>(label); }

/// Rule 1: a segment over a gap becomes one piece on each side.
std::vector<Pieces> clipped(const Session& session) {
  const auto& stretches = session.observed;
  std::vector<Pieces> pieces(stretches.size());
  for (const Event& event : session.events) {
    const auto first = std::partition_point(stretches.begin(), stretches.end(), [&](const TimeSpan& stretch) {
      return stretch.end <= event.when.begin;
    });
    for (auto at = first; at != stretches.end() && at->begin < event.when.end; ++at) {
      if (const auto piece = intersection(event.when, *at)) {
        pieces[static_cast<std::size_t>(at - stretches.begin())][index_of(event.label)].push_back(*piece);
      }
    }
  }
  return pieces;
}

void drop_shorter(std::vector<TimeSpan>& spans, Milliseconds shortest) {
  std::erase_if(spans, [&](const TimeSpan& each) { return each.length() < shortest; });
}

StretchTracks tracks_in(const TimeSpan& stretch, Pieces& pieces, const MetricSettings& settings) {
  StretchTracks tracks;
  tracks.stretch = stretch;
  for (auto& track : pieces) track = joined(std::move(track), settings.g_u);  // rule 2
  const auto& cry = pieces[index_of(Label::cry)];
  // Rule 3: filling comes before deleting.
  std::vector<TimeSpan> crying = cry;
  crying.insert(crying.end(), pieces[index_of(Label::fuss)].begin(), pieces[index_of(Label::fuss)].end());
  tracks.cry = joined(std::move(crying), settings.g_u);
  drop_shorter(tracks.cry, settings.d_u);
  tracks.cry_labelled = common(cry, tracks.cry);
  // Rule 4.
  std::vector<TimeSpan> voice;
  for (const Label label : {Label::female, Label::male, Label::adult}) {
    for (const TimeSpan& each : pieces[index_of(label)]) {
      if (each.length() < settings.d_r) continue;
      tracks.adult.push_back({label, each});
      voice.push_back(each);
    }
  }
  std::sort(tracks.adult.begin(), tracks.adult.end(), [](const Segment& a, const Segment& b) {
    return std::tie(a.when, a.label) < std::tie(b.when, b.label);
  });
  tracks.voice = joined(std::move(voice));
  // Rule 5: some tools put crying inside the key child's track.
  tracks.child = difference(pieces[index_of(Label::key_child)], tracks.cry);
  drop_shorter(tracks.child, settings.d_r);
  tracks.other_child = std::move(pieces[index_of(Label::other_child)]);
  drop_shorter(tracks.other_child, settings.d_r);
  return tracks;
}

}  // namespace

std::vector<StretchTracks> tracks_of(const Session& session, const MetricSettings& settings) {
  std::vector<Pieces> pieces = clipped(session);
  std::vector<StretchTracks> tracks;
  tracks.reserve(pieces.size());
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    tracks.push_back(tracks_in(session.observed[i], pieces[i], settings));
  }
  return tracks;
}

}  // namespace lull
