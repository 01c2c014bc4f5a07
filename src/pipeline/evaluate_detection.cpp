#include "pipeline/evaluate_detection.hpp"

#include <algorithm>

#include "lull/events/spans.hpp"

namespace lull {
namespace {

Number error_rate(Milliseconds errors, Milliseconds false_alarm, Milliseconds reference) {
  if (reference > Milliseconds{0}) return in_ms(errors) / in_ms(reference);
  return false_alarm > Milliseconds{0} ? 1.0 : 0.0;
}

/// What is told apart: voices of unknown sex are one more kind.
constexpr std::size_t identity_count = 6;
std::span<const Label> identity(std::size_t number) {
  static constexpr std::array<Label, 1> unknown{Label::adult};
  const Track track = all_tracks[number];
  return track == Track::adult ? std::span<const Label>(unknown) : labels_of(track);
}

/// Whether both listened for such a label.
bool shared(const RecordingPair& pair, Label label) {
  const auto in = [&](const TrackSet& tracks) {
    if (is_crying(label)) return tracks.cry;
    if (is_adult(label)) return tracks.adult;
    return label == Label::key_child ? tracks.child : true;
  };
  return in(pair.reference.tracks) && in(pair.hypothesis.tracks);
}

/// Where one identity of one side begins or ends.
struct IdentityChange {
  Milliseconds at{0};
  std::size_t identity = 0;
  bool hypothesis = false, begins = false;
};

void add_changes(std::span<const TimeSpan> spans, std::size_t identity, bool hypothesis,
                 std::vector<IdentityChange>& changes) {
  for (const TimeSpan& span : spans) {
    changes.push_back({span.begin, identity, hypothesis, true});
    changes.push_back({span.end, identity, hypothesis, false});
  }
}

/// Which identities are heard at a moment.
struct Active {
  std::array<bool, identity_count> reference{}, hypothesis{};

  void apply(const IdentityChange& change) {
    (change.hypothesis ? hypothesis : reference)[change.identity] = change.begins;
  }
  void add_to(IdentificationTimes& times, Milliseconds length) const {
    const auto in_reference = std::count(reference.begin(), reference.end(), true);
    const auto in_hypothesis = std::count(hypothesis.begin(), hypothesis.end(), true);
    std::ptrdiff_t both = 0;
    for (std::size_t i = 0; i < reference.size(); ++i) both += reference[i] && hypothesis[i] ? 1 : 0;
    times.reference += length * in_reference;
    times.correct += length * both;
    times.confused += length * (std::min(in_reference, in_hypothesis) - both);
    times.missed += length * std::max<std::ptrdiff_t>(0, in_reference - in_hypothesis);
    times.false_alarm += length * std::max<std::ptrdiff_t>(0, in_hypothesis - in_reference);
  }
};

}  // namespace

DetectionTimes& DetectionTimes::operator+=(const DetectionTimes& other) {
  reference += other.reference;
  false_alarm += other.false_alarm;
  missed += other.missed;
  return *this;
}

IdentificationTimes& IdentificationTimes::operator+=(const IdentificationTimes& other) {
  reference += other.reference;
  correct += other.correct;
  confused += other.confused;
  false_alarm += other.false_alarm;
  missed += other.missed;
  return *this;
}

std::vector<TimeSpan> without_collars(std::span<const TimeSpan> observed, std::vector<TimeSpan> boundaries_of,
                                      Milliseconds collar) {
  if (collar <= Milliseconds{0}) return {observed.begin(), observed.end()};
  const Milliseconds before = collar / 2, after = collar - before;
  std::vector<TimeSpan> collars;
  for (const TimeSpan& span : boundaries_of) {
    collars.push_back({span.begin - before, span.begin + after});
    collars.push_back({span.end - before, span.end + after});
  }
  return difference(observed, joined(std::move(collars)));
}

DetectionTimes detection_times(const TrackPair& spans, std::span<const TimeSpan> observed,
                               Milliseconds collar) {
  const std::vector<TimeSpan> compared = without_collars(observed, spans.reference, collar);
  const std::vector<TimeSpan> reference = common(spans.reference, compared);
  const std::vector<TimeSpan> hypothesis = common(spans.hypothesis, compared);
  const Milliseconds both = total(common(reference, hypothesis));
  return {total(reference), total(hypothesis) - both, total(reference) - both};
}

DetectionScores detection_scores(const DetectionTimes& times) {
  return {error_rate(times.false_alarm + times.missed, times.false_alarm, times.reference)};
}

IdentificationTimes identification_times(const RecordingPair& pair, Milliseconds g_u, Milliseconds collar) {
  const std::vector<TimeSpan>& observed = pair.reference.observed;
  std::vector<std::vector<TimeSpan>> reference(identity_count), hypothesis(identity_count);
  std::vector<TimeSpan> all;
  for (std::size_t i = 0; i < identity_count; ++i) {
    if (!shared(pair, identity(i)[0])) continue;
    reference[i] = spans_of(pair.reference, identity(i), observed, g_u);
    hypothesis[i] = spans_of(pair.hypothesis, identity(i), observed, g_u);
    all.insert(all.end(), reference[i].begin(), reference[i].end());
  }
  const std::vector<TimeSpan> compared = without_collars(observed, std::move(all), collar);
  std::vector<IdentityChange> changes;
  for (std::size_t i = 0; i < identity_count; ++i) {
    add_changes(common(reference[i], compared), i, false, changes);
    add_changes(common(hypothesis[i], compared), i, true, changes);
  }
  // Ends come first, so that a segment which another one of its label follows at once is not switched off.
  std::sort(changes.begin(), changes.end(), [](const IdentityChange& a, const IdentityChange& b) {
    return a.at != b.at ? a.at < b.at : a.begins < b.begins;
  });
  IdentificationTimes times;
  Active active;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (i > 0) active.add_to(times, changes[i].at - changes[i - 1].at);
    active.apply(changes[i]);
  }
  return times;
}

IdentificationScores identification_scores(const IdentificationTimes& times) {
  return {error_rate(times.confused + times.false_alarm + times.missed, times.false_alarm, times.reference)};
}

}  // namespace lull
