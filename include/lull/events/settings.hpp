#pragma once
#include <tuple>
#include <vector>

#include "lull/core/fields.hpp"

namespace lull {

/// The settings of every metric: keys, meanings and defaults of metrics.md, section 0.
/// Times are whole milliseconds, as everything that is compared with them.
struct MetricSettings {
  Milliseconds d_u{300};
  Milliseconds g_u{100};
  Milliseconds g_b{5000};
  Milliseconds m_b{0};
  Milliseconds t_calm{30000};
  Milliseconds d_r{200};
  std::vector<Milliseconds> w{Milliseconds{5000}, Milliseconds{30000}, Milliseconds{60000}};
  Milliseconds tail{5000};
  Milliseconds theta_r{60000};
  Milliseconds t_rep{300000};
  Milliseconds w_att{10000};
  Milliseconds tau{300000};
  int b = 1000;
  int seed = 1;
  double min_hours = 1;
  int min_n = 5;
  int min_events = 5;
  int min_sd = 10;
  int min_entropy = 20;
  int min_transitions = 200;
  int min_ruptures = 6;

  static constexpr auto fields() {
    using S = MetricSettings;
    using namespace std::chrono_literals;
    return std::tuple{
        field("d_u", &S::d_u, "s", "shortest cry unit", 0ms, 60s),
        field("g_u", &S::g_u, "s", "fill gaps below this, every track", 0ms, 10s),
        field("g_b", &S::g_b, "s", "bout gap", 0ms, 1h),
        field("m_b", &S::m_b, "s", "count only bouts longer than this; 0: all", 0ms, 1h),
        field("t_calm", &S::t_calm, "s", "confirmed quiet, and the episode gap", 1ms, 24h),
        field("d_r", &S::d_r, "s", "shortest adult, other-child or non-cry segment", 0ms, 60s),
        field("w", &S::w, "s", "response windows"),
        field("tail", &S::tail, "s", "a response still counts this long after the last cry", 0ms, 1h),
        field("theta_r", &S::theta_r, "s", "rupture threshold", 0ms, 24h),
        field("t_rep", &S::t_rep, "s", "latest quiet after a late response to call it repaired", 0ms, 24h),
        field("w_att", &S::w_att, "s", "adult still vocal this near the end", 0ms, 1h),
        field("tau", &S::tau, "s", "horizon of restricted means", 1ms, 24h),
        field("b", &S::b, "", "draws, where anything is drawn", 1, 1000000),
        field("seed", &S::seed, "", "where draws start", 0, 2147483647),
        field("min_hours", &S::min_hours, "h", "observed hours below which no rate is given", 0, 1000),
        field("min_n", &S::min_n, "", "cases below which no proportion is given", 0, 1000000),
        field("min_events", &S::min_events, "", "events below which no quantile is given", 0, 1000000),
        field("min_sd", &S::min_sd, "", "latencies below which no spread is given", 0, 1000000),
        field("min_entropy", &S::min_entropy, "", "episodes below which no entropy is given", 0, 1000000),
        field("min_transitions", &S::min_transitions, "", "transitions below which no entropy rate is given",
              0, 100000000),
        field("min_ruptures", &S::min_ruptures, "", "known ruptures below which no majority is named", 0,
              1000000)};
  }
};

}  // namespace lull
