#include "lull/events/distress.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

#include "lull/events/tracks.hpp"

namespace lull {
namespace {

constexpr std::size_t measure_count = 5;
using Measures = std::array<std::optional<double>, measure_count>;

double median_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/// Level, peak F0 in octaves, log duration, noisy or hyperphonated share, tilt. Higher is more distress in
/// each.
Measures measures_of(const Event& event) {
  const Sound& sound = *event.sound;
  std::optional<double> peak;
  if (sound.f0_max_hz) peak = std::log2(static_cast<double>(*sound.f0_max_hz));
  const double noisy =
      static_cast<double>(sound.pct_dysphonation) + static_cast<double>(sound.pct_hyperphonation);
  return {static_cast<double>(sound.level_dbfs), peak,
          std::log(static_cast<double>(event.when.length().count())), noisy,
          static_cast<double>(sound.tilt_db_per_octave)};
}

/// Middle and spread of one measure over the recording's cries.
struct Scale {
  double median = 0, spread = 0;
};

Scale scale_of(const std::vector<Measures>& all, std::size_t which) {
  std::vector<double> values;
  for (const Measures& each : all) {
    if (each[which]) values.push_back(*each[which]);
  }
  if (values.empty()) return {};
  const double middle = median_of(values);
  for (double& value : values) value = std::abs(value - middle);
  return {middle, 1.4826 * median_of(values)};
}

std::vector<TimeSpan> cry_units(const Session& session, const MetricSettings& settings) {
  std::vector<TimeSpan> units;
  for (const StretchTracks& tracks : tracks_of(session, settings))
    units.insert(units.end(), tracks.cry.begin(), tracks.cry.end());
  return units;
}

/// Whether some of it is in one; units are in order and apart.
bool is_in(const std::vector<TimeSpan>& units, const TimeSpan& when) {
  const auto unit = std::partition_point(units.begin(), units.end(),
                                         [&](const TimeSpan& each) { return each.end <= when.begin; });
  return unit != units.end() && unit->begin < when.end;
}

}  // namespace

void grade_distress(Session& session, const MetricSettings& settings, const DistressWeights& weights) {
  const std::vector<TimeSpan> units = cry_units(session, settings);
  std::vector<Event*> cries;
  std::vector<Measures> measures, of_units;
  for (Event& event : session.events) {
    if (!is_crying(event.label) || !event.sound) continue;
    cries.push_back(&event);
    measures.push_back(measures_of(event));
    if (is_in(units, event.when)) of_units.push_back(measures.back());
  }
  std::array<Scale, measure_count> scales;
  for (std::size_t i = 0; i < measure_count; ++i) scales[i] = scale_of(of_units, i);
  for (std::size_t c = 0; c < cries.size(); ++c) {
    double sum = weights.bias;
    for (std::size_t i = 0; i < measure_count; ++i) {
      // No spread, or no such value: the measure says nothing.
      if (!measures[c][i] || scales[i].spread == 0) continue;
      sum += weights.each[i] * (*measures[c][i] - scales[i].median) / scales[i].spread;
    }
    cries[c]->distress = static_cast<float>(1 / (1 + std::exp(-sum)));
  }
}

void name_fuss(std::vector<Event>& events) {
  for (Event& event : events) {
    if (is_crying(event.label) && event.distress)
      event.label = *event.distress >= 0.5f ? Label::cry : Label::fuss;
  }
}

}  // namespace lull
