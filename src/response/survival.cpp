#include "lull/response/survival.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "response/constants.hpp"

namespace lull {
namespace {

bool few(std::int64_t events, std::int64_t minimum) { return events < std::max<std::int64_t>(minimum, 1); }

/// All waits of one length, out of those that are at least that long.
struct Tie {
  Milliseconds time{0};
  std::array<std::int64_t, 3> by_cause{};
  std::int64_t at_risk = 0;
  std::int64_t events() const { return by_cause[1] + by_cause[2]; }
};

/// The distinct lengths, rising.
std::vector<Tie> ties_of(std::vector<Wait> waits) {
  std::sort(waits.begin(), waits.end(), [](const Wait& a, const Wait& b) { return a.time < b.time; });
  std::vector<Tie> ties;
  for (std::size_t i = 0; i < waits.size(); ++i) {
    if (ties.empty() || ties.back().time != waits[i].time) {
      ties.push_back({waits[i].time, {}, static_cast<std::int64_t>(waits.size() - i)});
    }
    ++ties.back().by_cause[static_cast<std::size_t>(waits[i].cause)];
  }
  return ties;
}

/// The last step at or before `time`; nothing before the first.
template <class Step>
const Step* step_at(const std::vector<Step>& steps, Milliseconds time) {
  const auto after =
      std::partition_point(steps.begin(), steps.end(), [&](const Step& step) { return step.time <= time; });
  return after == steps.begin() ? nullptr : &*(after - 1);
}

double share_of(std::int64_t part, std::int64_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace

CumulativeIncidence::CumulativeIncidence(std::vector<Wait> waits) {
  double first = 0, second = 0;
  for (const Tie& tie : ties_of(std::move(waits))) {
    last_ = tie.time;
    if (tie.events() == 0) continue;
    // Both causes at one time take their share of the same S.
    first += surviving_ * share_of(tie.by_cause[1], tie.at_risk);
    second += surviving_ * share_of(tie.by_cause[2], tie.at_risk);
    surviving_ *= 1 - share_of(tie.events(), tie.at_risk);
    events_ += tie.events();
    steps_.push_back({tie.time, first, second});
  }
}

std::vector<std::array<double, 3>> CumulativeIncidence::curve() const {
  std::vector<std::array<double, 3>> rows;
  for (const Step& step : steps_) rows.push_back({in_seconds(step.time), step.first, step.second});
  return rows;
}

Number CumulativeIncidence::first_by(Milliseconds time, std::int64_t min_events) const {
  if (few(events_, min_events)) return Reason::too_few;
  if (time > last_ && surviving_ > tolerance) return Reason::censored;
  const Step* step = step_at(steps_, time);
  return step ? step->first : 0.0;
}

Number CumulativeIncidence::first_quantile(double q, std::int64_t min_events) const {
  if (few(events_, min_events)) return Reason::too_few;
  for (const Step& step : steps_) {
    if (step.first >= q - tolerance) return in_seconds(step.time);
  }
  return Reason::not_reached;
}

Survival::Survival(std::vector<Wait> waits) : count_(static_cast<std::int64_t>(waits.size())) {
  double share = 1, greenwood = 0;
  for (const Tie& tie : ties_of(std::move(waits))) {
    last_ = tie.time;
    if (tie.events() == 0) continue;
    events_ += tie.events();
    Step step{tie.time, 0, std::nullopt, std::nullopt};
    // Nobody is left: exactly 0, where neither variance nor interval exists.
    if (tie.events() < tie.at_risk) {
      share *= 1 - share_of(tie.events(), tie.at_risk);
      greenwood += share_of(tie.events(), tie.at_risk) / static_cast<double>(tie.at_risk - tie.events());
      const double error = std::sqrt(greenwood) / std::abs(std::log(share));
      step.share = share;
      step.lowest = std::pow(share, std::exp(zeta * error));
      step.highest = std::pow(share, std::exp(-zeta * error));
    }
    steps_.push_back(step);
  }
}

std::vector<std::array<std::optional<double>, 4>> Survival::curve() const {
  std::vector<std::array<std::optional<double>, 4>> rows;
  for (const Step& step : steps_)
    rows.push_back({in_seconds(step.time), step.share, step.lowest, step.highest});
  return rows;
}

Number Survival::ended_by(Milliseconds time, std::int64_t min_events) const {
  if (few(events_, min_events)) return Reason::too_few;
  if (time > last_ && steps_.back().share > tolerance) return Reason::censored;
  const Step* step = step_at(steps_, time);
  return step ? 1 - step->share : 0.0;
}

Number Survival::time_to(double share, std::int64_t min_events) const {
  if (few(events_, min_events)) return Reason::too_few;
  for (const Step& step : steps_) {
    if (step.share <= share + tolerance) return in_seconds(step.time);
  }
  return Reason::not_reached;
}

Milliseconds Survival::horizon(Milliseconds tau) const {
  return last_ >= tau || steps_.back().share <= tolerance ? tau : last_;
}

Number Survival::restricted_mean(Milliseconds tau, std::int64_t min_events) const {
  if (few(events_, min_events)) return Reason::too_few;
  const Milliseconds until = horizon(tau);
  double area = 0, share = 1;
  Milliseconds from{0};
  for (const Step& step : steps_) {
    if (step.time >= until) break;
    area += share * in_seconds(step.time - from);
    from = step.time;
    share = step.share;
  }
  return area + share * in_seconds(until - from);
}

Number Survival::restricted_to(Milliseconds tau, std::int64_t min_events) const {
  if (few(events_, min_events)) return Reason::too_few;
  return in_seconds(horizon(tau));
}

}  // namespace lull
