#include "lull/response/attunement.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <numeric>

#include "lull/events/spans.hpp"
#include "response/ranks.hpp"

namespace lull {
namespace {

constexpr Milliseconds far_from_cry = std::chrono::seconds{60};
constexpr Milliseconds least_baseline = std::chrono::seconds{60};
constexpr Milliseconds soon{5000};
constexpr std::size_t least_pairs = 15;
constexpr std::size_t least_answers = 3;

/// A value and the time it stands for.
struct Weighted {
  double value = 0;
  Milliseconds time{0};
};

/// The smallest value that at least half of the time does not exceed; nothing below the least time.
std::optional<double> baseline_of(std::vector<Weighted> values) {
  Milliseconds all{0}, so_far{0};
  for (const Weighted& each : values) all += each.time;
  if (all < least_baseline) return std::nullopt;
  std::sort(values.begin(), values.end(),
            [](const Weighted& a, const Weighted& b) { return a.value < b.value; });
  for (const Weighted& each : values) {
    so_far += each.time;
    if (2 * so_far >= all) return each.value;
  }
  return std::nullopt;
}

/// An adult segment that no child overlaps, and how it sounds.
struct Spoken {
  Segment segment;
  MeanSound sound;
  bool far = false;  ///< more than 60 s from any cry
};

std::vector<Spoken> spoken_in(const StretchTracks& tracks, const SoundBook& sounds) {
  std::vector<TimeSpan> child = tracks.cry;
  child.insert(child.end(), tracks.child.begin(), tracks.child.end());
  child.insert(child.end(), tracks.other_child.begin(), tracks.other_child.end());
  child = joined(std::move(child));
  std::vector<Spoken> spoken;
  for (const Segment& segment : tracks.adult) {
    if (total_within(child, segment.when) > Milliseconds{0}) continue;
    const std::array<TimeSpan, 1> span{segment.when};
    // One millisecond wider: a cry exactly 60 s away is not more than 60 s away.
    const Milliseconds margin = far_from_cry + Milliseconds{1};
    const TimeSpan around{segment.when.begin - margin, segment.when.end + margin};
    spoken.push_back(
        {segment, sounds.mean(span, {segment.label}), total_within(tracks.cry, around) == Milliseconds{0}});
  }
  return spoken;
}

/// The lift of one measure: a median over responses of `above(value, baseline of the same label)`.
Number lift(const Evidence& evidence, const std::vector<std::vector<Spoken>>& spoken,
            std::optional<double> MeanSound::*measure, double (*above)(double, double)) {
  std::array<std::optional<double>, 3> baselines;
  constexpr std::array<Label, 3> labels{Label::female, Label::male, Label::adult};
  for (std::size_t i = 0; i < labels.size(); ++i) {
    std::vector<Weighted> values;
    for (const auto& stretch : spoken) {
      for (const Spoken& each : stretch) {
        if (!each.far || each.segment.label != labels[i] || !(each.sound.*measure)) continue;
        values.push_back({*(each.sound.*measure), each.segment.when.length()});
      }
    }
    baselines[i] = baseline_of(std::move(values));
  }
  std::vector<double> lifts;
  for (const Answer& answer : evidence.answers) {
    if (!answer.responded()) continue;
    const Milliseconds at = answer.episode.when.begin + *answer.latency;
    const auto which =
        static_cast<std::size_t>(std::find(labels.begin(), labels.end(), *answer.responder) - labels.begin());
    const auto& here = spoken[answer.episode.stretch];
    const auto response = std::find_if(here.begin(), here.end(), [&](const Spoken& each) {
      return each.segment.when.begin == at && each.segment.label == *answer.responder;
    });
    if (response == here.end() || !(response->sound.*measure) || !baselines[which]) continue;
    lifts.push_back(above(*(response->sound.*measure), *baselines[which]));
  }
  if (lifts.size() < static_cast<std::size_t>(std::max(evidence.settings.min_n, 1))) return Reason::too_few;
  return quantile(std::move(lifts), 0.5);
}

Number level_attunement(const Evidence& evidence, const std::vector<std::vector<Spoken>>& spoken,
                        const SoundBook& sounds) {
  std::vector<double> cries, answers;
  for (std::size_t s = 0; s < spoken.size(); ++s) {
    const StretchTracks& tracks = evidence.stretches[s];
    for (const TimeSpan& unit : tracks.cry) {
      const auto next = std::find_if(tracks.adult.begin(), tracks.adult.end(), [&](const Segment& each) {
        return each.when.begin >= unit.end && tracks.is_onset(each);
      });
      if (next == tracks.adult.end() || next->when.begin - unit.end > soon) continue;
      const auto heard = std::find_if(spoken[s].begin(), spoken[s].end(), [&](const Spoken& each) {
        return each.segment.when == next->when && each.segment.label == next->label;
      });
      const std::array<TimeSpan, 1> span{unit};
      const auto level = sounds.mean(span, {Label::cry, Label::fuss}).level_dbfs;
      if (heard == spoken[s].end() || !heard->sound.level_dbfs || !level) continue;
      cries.push_back(*level);
      answers.push_back(*heard->sound.level_dbfs);
    }
  }
  if (cries.size() < least_pairs) return Reason::too_few;
  const auto correlation = rank_correlation(cries, answers);
  return correlation ? Number(*correlation) : Number(Reason::undefined);
}

/// How far two pitches lie apart in semitones, octaves folded away: 0 to 6.
double pitch_class_distance(double a_hz, double b_hz) {
  const double apart = std::fmod(std::abs(12 * std::log2(a_hz / b_hz)), 12.0);
  return std::min(apart, 12 - apart);
}

/// The least-squares slope of y over x; nothing for fewer than three points or a single x.
std::optional<double> slope(const std::vector<double>& x, const std::vector<double>& y) {
  if (x.size() < least_answers) return std::nullopt;
  const auto n = static_cast<double>(x.size());
  const double mean_x = std::accumulate(x.begin(), x.end(), 0.0) / n;
  const double mean_y = std::accumulate(y.begin(), y.end(), 0.0) / n;
  double both = 0, alone = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    both += (x[i] - mean_x) * (y[i] - mean_y);
    alone += (x[i] - mean_x) * (x[i] - mean_x);
  }
  return alone > 0 ? std::optional(both / alone) : std::nullopt;
}

/// The trend of the pitch distance over one episode, in semitones a minute.
std::optional<double> convergence_of(const Answer& answer, const StretchTracks& tracks,
                                     const std::vector<Spoken>& spoken, const SoundBook& sounds) {
  std::vector<double> minutes, distances;
  for (const Spoken& adult : spoken) {
    const TimeSpan when = adult.segment.when;
    if (when.begin < answer.episode.when.begin || when.begin >= answer.window_end) continue;
    const auto after = std::partition_point(tracks.cry.begin(), tracks.cry.end(),
                                            [&](const TimeSpan& unit) { return unit.begin < when.begin; });
    if (after == tracks.cry.begin() || !adult.sound.f0_median_hz) continue;
    const std::array<TimeSpan, 1> unit{*std::prev(after)};
    const auto infant = sounds.mean(unit, {Label::cry, Label::fuss}).f0_median_hz;
    if (unit[0].begin < answer.episode.when.begin || !infant) continue;
    minutes.push_back(static_cast<double>((when.begin - answer.episode.when.begin).count()) / 60000);
    distances.push_back(pitch_class_distance(*adult.sound.f0_median_hz, *infant));
  }
  return slope(minutes, distances);
}

Number f0_convergence(const Evidence& evidence, const std::vector<std::vector<Spoken>>& spoken,
                      const SoundBook& sounds) {
  std::vector<double> slopes;
  for (const Answer& answer : evidence.answers) {
    const std::size_t at = answer.episode.stretch;
    if (const auto one = convergence_of(answer, evidence.stretches[at], spoken[at], sounds)) {
      slopes.push_back(*one);
    }
  }
  if (slopes.size() < static_cast<std::size_t>(std::max(evidence.settings.min_n, 1))) return Reason::too_few;
  return quantile(std::move(slopes), 0.5);
}

double semitones(double value, double baseline) { return 12 * std::log2(value / baseline); }
double difference(double value, double baseline) { return value - baseline; }

}  // namespace

AttunementMetrics measure_attunement(const SoundBook& sounds, const Evidence& evidence) {
  AttunementMetrics metrics;
  if (sounds.empty()) {
    constexpr Reason reason = Reason::no_audio;
    return {reason, reason, reason, reason, reason};
  }
  std::vector<std::vector<Spoken>> spoken;
  for (const StretchTracks& tracks : evidence.stretches) spoken.push_back(spoken_in(tracks, sounds));
  const Reason missing = evidence.unavailable_over_episodes(Needs::cry_and_adult);
  const auto over_episodes = [&](auto&& compute) {
    return missing == Reason::none ? compute() : Number(missing);
  };
  metrics.f0_lift_st =
      over_episodes([&] { return lift(evidence, spoken, &MeanSound::f0_median_hz, semitones); });
  metrics.level_lift_db =
      over_episodes([&] { return lift(evidence, spoken, &MeanSound::level_dbfs, difference); });
  const Reason no_track = evidence.unavailable(Needs::cry_and_adult);
  metrics.level_attunement =
      no_track == Reason::none ? level_attunement(evidence, spoken, sounds) : Number(no_track);
  metrics.range_lift_st =
      over_episodes([&] { return lift(evidence, spoken, &MeanSound::f0_range_st, difference); });
  metrics.f0_convergence = over_episodes([&] { return f0_convergence(evidence, spoken, sounds); });
  return metrics;
}

}  // namespace lull
