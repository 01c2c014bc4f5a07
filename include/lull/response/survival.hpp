#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "lull/response/value.hpp"

namespace lull {

/// How one wait ended.
struct Wait {
  Milliseconds time{0};
  int cause = 0;  ///< 0 censored; 1 or 2 an event (Kaplan-Meier takes any as the event)
};

/// Cumulative incidence of two competing causes. Source: Aalen and Johansen 1978; metrics.md, section 4.2.
class CumulativeIncidence {
 public:
  struct Step {
    Milliseconds time{0};
    double first = 0, second = 0;  ///< incidence of cause 1 and 2 up to and at `time`
  };
  explicit CumulativeIncidence(std::vector<Wait> waits);

  const std::vector<Step>& steps() const { return steps_; }
  /// Rows [t in s, F1, F2], one an event time.
  std::vector<std::array<double, 3>> curve() const;
  /// F1 at `time`; too_few below `min_events` events, censored beyond the last wait unless all have ended.
  Number first_by(Milliseconds time, std::int64_t min_events) const;
  /// The smallest time with F1 >= q in s; too_few below `min_events` events, else not_reached.
  Number first_quantile(double q, std::int64_t min_events) const;

 private:
  std::vector<Step> steps_;
  Milliseconds last_{0};  ///< the longest wait, event or not
  double surviving_ = 1;  ///< S at the end
  std::int64_t events_ = 0;
};

/// The share that still waits. Source: Kaplan and Meier 1958; interval on the log-log scale with Greenwood's
/// variance, Kalbfleisch and Prentice 1980; metrics.md, section 5.
class Survival {
 public:
  struct Step {
    Milliseconds time{0};
    double share = 1;                       ///< S at and after `time`
    std::optional<double> lowest, highest;  ///< 95 %; absent where S is 0
  };
  explicit Survival(std::vector<Wait> waits);

  const std::vector<Step>& steps() const { return steps_; }
  std::int64_t count() const { return count_; }
  std::int64_t events() const { return events_; }
  /// Rows [t in s, S, lo, hi], one an event time.
  std::vector<std::array<std::optional<double>, 4>> curve() const;
  /// 1 - S at `time`; too_few below `min_events` events, censored beyond the last wait unless all have ended.
  Number ended_by(Milliseconds time, std::int64_t min_events) const;
  /// The smallest time with S <= share in s; too_few below `min_events` events, else not_reached.
  Number time_to(double share, std::int64_t min_events) const;
  /// Area under S up to horizon(tau), in s.
  Number restricted_mean(Milliseconds tau, std::int64_t min_events) const;
  /// `tau` where S ends at 0 or somebody was watched to it, else the longest wait; in s.
  Number restricted_to(Milliseconds tau, std::int64_t min_events) const;

 private:
  Milliseconds horizon(Milliseconds tau) const;

  std::vector<Step> steps_;
  Milliseconds last_{0};
  std::int64_t count_ = 0, events_ = 0;
};

}  // namespace lull
