#pragma once
#include <algorithm>
#include <cmath>
#include <vector>

#include "lull/events/session.hpp"
#include "lull/events/settings.hpp"

namespace lull::test {

inline Milliseconds at(double seconds) { return Milliseconds{std::llround(seconds * 1000)}; }
inline TimeSpan span(double begin, double end) { return {at(begin), at(end)}; }

struct Said {
  Label label;
  double begin, end;
};

/// A session from seconds, all tracks there.
inline Session session(std::vector<TimeSpan> observed, const std::vector<Said>& all) {
  Session made;
  made.recording.id = "made";
  made.observed = std::move(observed);
  for (const Said& each : all) {
    Event event;
    event.label = each.label;
    event.when = span(each.begin, each.end);
    made.events.push_back(event);
  }
  std::sort(made.events.begin(), made.events.end(), earlier);
  return made;
}

/// The label of each event, in the order of the session.
inline std::vector<Label> labels(const Session& session) {
  std::vector<Label> all;
  for (const Event& event : session.events) all.push_back(event.label);
  return all;
}

/// What an event says of whom and when.
struct Found {
  Label label;
  TimeSpan when;
  bool operator==(const Found&) const = default;
};

inline std::vector<Found> events(const Session& session) {
  std::vector<Found> all;
  for (const Event& each : session.events) all.push_back({each.label, each.when});
  return all;
}

/// The defaults with every minimum off.
inline MetricSettings without_minimum() {
  MetricSettings settings;
  settings.min_hours = 0;
  settings.min_n = settings.min_events = settings.min_sd = settings.min_entropy = settings.min_transitions =
      settings.min_ruptures = 0;
  return settings;
}

}  // namespace lull::test
