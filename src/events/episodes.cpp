#include "lull/events/episodes.hpp"

#include "lull/events/spans.hpp"

namespace lull {
namespace {

Episode episode_of(const StretchTracks& tracks, Interval<std::size_t> units, Milliseconds t_calm) {
  Episode episode;
  episode.when = {tracks.cry[units.begin].begin, tracks.cry[units.end - 1].end};
  episode.units = units;
  episode.stretch_end = tracks.stretch.end;
  for (std::size_t i = units.begin; i < units.end; ++i) episode.cry += tracks.cry[i].length();
  episode.cry_labelled = total_within(tracks.cry_labelled, episode.when);
  episode.left_censored = episode.when.begin - tracks.stretch.begin < t_calm;
  episode.calm_confirmed = tracks.stretch.end - episode.when.end >= t_calm;
  return episode;
}

}  // namespace

std::vector<Episode> find_episodes(std::span<const StretchTracks> tracks, const MetricSettings& settings) {
  std::vector<Episode> episodes;
  for (std::size_t s = 0; s < tracks.size(); ++s) {
    const auto& units = tracks[s].cry;
    for (std::size_t first = 0; first < units.size();) {
      std::size_t end = first + 1;
      while (end < units.size() && units[end].begin - units[end - 1].end < settings.t_calm) ++end;
      Episode episode = episode_of(tracks[s], {first, end}, settings.t_calm);
      episode.stretch = s;
      if (end < units.size()) episode.next = units[end].begin;
      episodes.push_back(episode);
      first = end;
    }
  }
  return episodes;
}

std::vector<TimeSpan> find_bouts(std::span<const StretchTracks> tracks, const MetricSettings& settings) {
  std::vector<TimeSpan> bouts;
  for (const StretchTracks& each : tracks) {
    const std::size_t before = bouts.size();
    for (const TimeSpan& unit : each.cry) {
      if (bouts.size() > before && unit.begin - bouts.back().end <= settings.g_b) {
        bouts.back().end = unit.end;
      } else {
        bouts.push_back(unit);
      }
    }
  }
  if (settings.m_b > Milliseconds{0}) {
    std::erase_if(bouts, [&](const TimeSpan& bout) { return bout.length() <= settings.m_b; });
  }
  return bouts;
}

}  // namespace lull
