#pragma once
#include <algorithm>
#include <cstdint>
#include <vector>

#include <rapidcheck.h>

#include "lull/events/session.hpp"
#include "lull/events/settings.hpp"

namespace lull::test {

/// How large a random session is and how coarse its times are: coarse times meet limits exactly.
struct SessionShape {
  std::int64_t grid_ms = 100;  ///< all times are multiples of it
  std::int64_t length = 600;   ///< in grid steps
  std::size_t events = 40;     ///< at most
  std::int64_t longest = 40;   ///< an event, in grid steps
};

/// Stretches at random, some touching the start, some with narrow gaps; events of all labels, overlapping
/// freely and reaching over gaps and ends.
inline rc::Gen<Session> random_session(SessionShape shape) {
  return rc::gen::exec([shape] {
    using enum Label;
    const auto time = [&](std::int64_t steps) { return Milliseconds{steps * shape.grid_ms}; };
    const auto place = rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::int64_t>(0, shape.length + 1));
    Session session;
    session.recording.id = "random";
    std::vector<std::int64_t> cuts{0, shape.length};
    const int inner = 2 * *rc::gen::inRange(0, 3);
    for (int i = 0; i < inner; ++i) cuts.push_back(*place);
    std::sort(cuts.begin(), cuts.end());
    // Every other piece between cuts is observed.
    for (std::size_t i = 0; i + 1 < cuts.size(); i += 2) {
      if (cuts[i] < cuts[i + 1]) session.observed.push_back({time(cuts[i]), time(cuts[i + 1])});
    }
    const auto number = rc::gen::inRange<std::size_t>(0, shape.events + 1);
    const auto count = *rc::gen::resize(rc::kNominalSize, number);
    const auto length =
        rc::gen::resize(rc::kNominalSize, rc::gen::inRange<std::int64_t>(1, shape.longest + 1));
    for (std::size_t i = 0; i < count; ++i) {
      Event event;
      event.label =
          *rc::gen::element(cry, cry, cry, fuss, key_child, other_child, female, female, male, adult);
      const std::int64_t begin = *place;
      event.when = {time(begin), time(begin + *length)};
      session.events.push_back(event);
    }
    std::sort(session.events.begin(), session.events.end(), earlier);
    return session;
  });
}

/// Settings near the grid, minimum data off, so that every limit is met in small sessions.
inline rc::Gen<MetricSettings> random_settings(std::int64_t grid_ms) {
  return rc::gen::exec([grid_ms] {
    const auto steps = [&](int low, int high) {
      return Milliseconds{grid_ms * *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(low, high))};
    };
    MetricSettings settings;
    settings.d_u = steps(0, 5);
    settings.g_u = steps(0, 3);
    settings.d_r = steps(0, 4);
    settings.g_b = steps(0, 20);
    settings.m_b = steps(0, 3);
    settings.t_calm = steps(1, 30);
    settings.tail = steps(0, 30);
    settings.w = {steps(0, 10), steps(1, 40), steps(20, 80)};
    settings.theta_r = steps(0, 40);
    settings.t_rep = steps(0, 60);
    settings.w_att = steps(0, 30);
    settings.tau = steps(1, 100);
    settings.min_hours = 0;
    settings.min_n = settings.min_events = settings.min_sd = settings.min_entropy = settings.min_transitions =
        settings.min_ruptures = *rc::gen::element(0, 2);
    return settings;
  });
}

}  // namespace lull::test
