#include "lull/response/acoustics.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "lull/events/spans.hpp"

namespace lull {
namespace {

/// A weighted mean of values that may be absent.
class Mean {
 public:
  void add(std::optional<double> value, double weight) {
    if (!value) return;
    sum_ += *value * weight;
    weight_ += weight;
  }
  std::optional<double> value() const { return weight_ > 0 ? std::optional(sum_ / weight_) : std::nullopt; }

 private:
  double sum_ = 0, weight_ = 0;
};

std::optional<double> widened(std::optional<float> value) {
  return value ? std::optional<double>(*value) : std::nullopt;
}

/// The smallest value that at least 95 % of the time does not exceed.
std::optional<double> peak_over_time(std::vector<std::pair<double, std::int64_t>> values) {
  if (values.empty()) return std::nullopt;
  std::sort(values.begin(), values.end());
  std::int64_t all = 0, so_far = 0;
  for (const auto& each : values) all += each.second;
  for (const auto& each : values) {
    so_far += each.second;
    if (20 * so_far >= 19 * all) return each.first;
  }
  return values.back().first;
}

struct SoundMeans {
  Mean f0_median, f0_max, f0_range, phonation, hyperphonation, dysphonation, level;

  void add(const Sound& sound, double weight) {
    f0_median.add(widened(sound.f0_median_hz), weight);
    f0_max.add(widened(sound.f0_max_hz), weight);
    f0_range.add(widened(sound.f0_range_st), weight);
    phonation.add(static_cast<double>(sound.pct_phonation), weight);
    hyperphonation.add(static_cast<double>(sound.pct_hyperphonation), weight);
    dysphonation.add(static_cast<double>(sound.pct_dysphonation), weight);
    level.add(static_cast<double>(sound.level_dbfs), weight);
  }
};

}  // namespace

SoundBook::SoundBook(const Session& session) : listened_(!session.level_dbfs.empty()) {
  for (const Event& event : session.events) {
    if (!event.sound) continue;
    heard_.push_back(&event);
    longest_ = std::max(longest_, event.when.length());
    listened_ = true;
  }
  std::sort(heard_.begin(), heard_.end(), [](const Event* a, const Event* b) { return earlier(*a, *b); });
}

MeanSound SoundBook::mean(std::span<const TimeSpan> spans, std::initializer_list<Label> wanted) const {
  SoundMeans means;
  Mean distress;
  std::vector<std::pair<double, std::int64_t>> distresses;
  if (spans.empty()) return {};
  // No event is longer than `longest_`: one that starts before this is over before the spans begin.
  const auto first = std::partition_point(heard_.begin(), heard_.end(), [&](const Event* event) {
    return event->when.begin + longest_ <= spans.front().begin;
  });
  for (auto next = first; next != heard_.end() && (*next)->when.begin < spans.back().end; ++next) {
    const Event* event = *next;
    if (std::find(wanted.begin(), wanted.end(), event->label) == wanted.end()) continue;
    const std::int64_t shared = total_within(spans, event->when).count();
    if (shared == 0) continue;
    means.add(*event->sound, static_cast<double>(shared));
    if (event->distress) {
      distress.add(static_cast<double>(*event->distress), static_cast<double>(shared));
      distresses.emplace_back(static_cast<double>(*event->distress), shared);
    }
  }
  return {.f0_median_hz = means.f0_median.value(),
          .f0_max_hz = means.f0_max.value(),
          .pct_phonation = means.phonation.value(),
          .pct_hyperphonation = means.hyperphonation.value(),
          .pct_dysphonation = means.dysphonation.value(),
          .level_dbfs = means.level.value(),
          .f0_range_st = means.f0_range.value(),
          .distress_mean = distress.value(),
          .distress_peak = peak_over_time(distresses)};
}

AcousticMetrics measure_acoustics(const SoundBook& sounds, const Evidence& evidence) {
  std::vector<TimeSpan> units;
  for (const StretchTracks& tracks : evidence.stretches) {
    units.insert(units.end(), tracks.cry.begin(), tracks.cry.end());
  }
  const MeanSound mean = sounds.mean(units, {Label::cry, Label::fuss});
  Reason missing = sounds.empty() ? Reason::no_audio : evidence.unavailable(Needs::cry);
  if (missing == Reason::none && units.empty()) missing = Reason::no_episodes;
  // The level is there as soon as any unit was heard; the pitch only if one was voiced.
  if (missing == Reason::none) missing = mean.level_dbfs ? Reason::undefined : Reason::no_audio;
  const auto number = [&](const std::optional<double>& value) {
    return value ? Number(*value) : Number(missing);
  };
  return {number(mean.f0_median_hz),       number(mean.f0_max_hz),        number(mean.pct_phonation),
          number(mean.pct_hyperphonation), number(mean.pct_dysphonation), number(mean.level_dbfs)};
}

}  // namespace lull
