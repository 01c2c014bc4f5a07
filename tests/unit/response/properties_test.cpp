#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "lull/response/metrics.hpp"
#include "lull/response/survival.hpp"
#include "reference/plain_metrics.hpp"
#include "support/random_session.hpp"
#include "support/seeded.hpp"

namespace lull {
namespace {

constexpr std::int64_t grid = 100;
constexpr test::SessionShape small_on_grid{.grid_ms = grid, .length = 600, .events = 30, .longest = 30};

struct Case {
  Session session;
  MetricSettings settings;
};

Case any_case(const test::SessionShape& shape = small_on_grid) {
  return {*test::random_session(shape), *test::random_settings(shape.grid_ms)};
}

void require_share(const Proportion& share, int k, int n, const MetricSettings& settings) {
  RC_ASSERT(share.k == k);
  RC_ASSERT(share.n == n);
  RC_ASSERT(share.value.has_value() == (n >= std::max(1, settings.min_n)));
  RC_ASSERT(share.ci95.has_value() == share.value.has_value());
}

RC_GTEST_PROP(Measure, FindsTheEpisodesOfThePlainDefinition, ()) {
  const auto [session, settings] = any_case();
  RC_PRE(!session.observed.empty());
  const plain::Metrics plain(session, settings, grid);
  const std::vector<EpisodeRow> rows = measure(session, settings).episodes;
  RC_ASSERT(rows.size() == plain.episodes.size());
  const auto time = [](plain::Step steps) { return Milliseconds{steps * grid}; };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const EpisodeRow& row = rows[i];
    const plain::Episode& e = plain.episodes[i];
    RC_ASSERT(row.onset_s == time(e.t0));
    RC_ASSERT(row.offset_s == time(e.u));
    RC_ASSERT(row.cry_s == time(e.cry));
    RC_ASSERT(row.class_ == (e.is_cry ? "cry" : "fuss"));
    RC_ASSERT(row.left_censored == e.left);
    RC_ASSERT(row.calm_confirmed == e.confirmed);
    RC_ASSERT(row.concurrent.has_value() == !e.left);
    if (e.left) continue;
    RC_ASSERT(*row.concurrent == e.concurrent);
    RC_ASSERT(*row.responded == e.latency.has_value());
    RC_ASSERT(*row.cry_before_response_s == time(e.before));
    RC_ASSERT(*row.total_s == time(e.u - e.t0));
    if (!e.latency) continue;
    RC_ASSERT(*row.latency_s == time(*e.latency));
    RC_ASSERT(*row.responder == name(static_cast<Label>(e.responder)));
    RC_ASSERT(*row.coregulation_s == time(std::max<plain::Step>(0, e.u - e.t0 - *e.latency)));
    RC_ASSERT(*row.attended == e.attended);
  }
}

RC_GTEST_PROP(Measure, CountsTheSharesOfThePlainDefinition, ()) {
  const auto [session, settings] = any_case();
  RC_PRE(!session.observed.empty());
  const plain::Metrics plain(session, settings, grid);
  RC_PRE(!plain.known.empty());
  const ResponseMetrics response = measure(session, settings).response;
  for (std::size_t i = 0; i < settings.w.size(); ++i) {
    const plain::Step w = plain.steps(settings.w[i]);
    const auto strict = plain.strict(w);
    require_share(response.strict[i], strict[0], strict[1], settings);
    int lenient_k = 0, lenient_n = 0, still_n = 0;
    for (const plain::Episode& e : plain.known) {
      lenient_k += e.concurrent || plain::Metrics::within(e, w);
      lenient_n += e.concurrent || plain::Metrics::status_known(e, w);
      still_n += plain::Metrics::within(e, w) || e.u > e.t0 + w;
    }
    require_share(response.lenient[i], lenient_k, lenient_n, settings);
    require_share(response.still_crying[i], strict[0], still_n, settings);
  }
}

RC_GTEST_PROP(Measure, CountsAssociationTurnsAndTransitionsOfThePlainDefinition, ()) {
  const auto [session, settings] = any_case();
  RC_PRE(!session.observed.empty());
  const plain::Metrics plain(session, settings, grid);
  const SessionMetrics metrics = measure(session, settings);
  const auto turns = plain.turns();
  RC_ASSERT(*metrics.turns.count == turns[0]);
  RC_ASSERT(*metrics.turns.count_1s == turns[1]);
  double bits = 0;
  std::map<char, int> out;
  int all = 0;
  for (const auto& [pair, count] : plain.transitions()) {
    out[pair.first] += count;
    all += count;
  }
  for (const auto& [pair, count] : plain.transitions()) {
    bits -= static_cast<double>(count) / all * std::log2(static_cast<double>(count) / out[pair.first]);
  }
  RC_ASSERT(metrics.consistency.entropy_rate_bits.has_value() ==
            (all >= std::max(1, settings.min_transitions)));
  if (metrics.consistency.entropy_rate_bits.has_value()) {
    RC_ASSERT(std::abs(*metrics.consistency.entropy_rate_bits - bits) < 1e-12);
  }
  RC_PRE(!plain.known.empty());
  for (std::size_t i = 0; i < settings.w.size(); ++i) {
    const auto [n11, n10, n01, n00] = plain.table(settings.w[i]);
    const Number& odds = metrics.response.log_odds[i];
    RC_ASSERT(odds.has_value() == (n11 + n10 >= std::max(1, settings.min_n)));
    if (!odds.has_value()) continue;
    RC_ASSERT(std::abs(*odds - std::log((n11 + .5) * (n00 + .5) / ((n10 + .5) * (n01 + .5)))) < 1e-12);
    RC_ASSERT(metrics.response.yule_q[i].has_value() == (n11 * n00 + n10 * n01 > 0));
  }
}

/// Compares one window with the tally of all shifts.
void expect_chance(const Chance& found, std::array<int, 2> strict,
                   const std::map<std::pair<int, int>, std::int64_t>& tally) {
  double sum = 0, squares = 0;
  std::int64_t shifts = 0, as_good = 0;
  const double share = strict[1] > 0 ? static_cast<double>(strict[0]) / strict[1] : 0;
  for (const auto& [kn, count] : tally) {
    const double p = static_cast<double>(kn.first) / kn.second;
    sum += p * static_cast<double>(count);
    squares += p * p * static_cast<double>(count);
    shifts += count;
    if (p >= share - 1e-9) as_good += count;
  }
  RC_ASSERT(found.shifts == shifts);
  RC_ASSERT(found.expected.has_value() == (strict[1] > 0 && shifts > 0));
  if (!found.expected.has_value()) return;
  const double mean = sum / static_cast<double>(shifts);
  RC_ASSERT(std::abs(*found.expected - mean) < 1e-12);
  RC_ASSERT(std::abs(*found.sd * *found.sd - (squares / static_cast<double>(shifts) - mean * mean)) < 1e-9);
  const double p = (1.0 + static_cast<double>(as_good)) / (static_cast<double>(shifts) + 1);
  RC_ASSERT(std::abs(*found.p - p) < 1e-12);
  RC_ASSERT(found.lift.has_value() == (sum > 0));
}

RC_GTEST_PROP(Chance, IsThatOfEveryShiftTriedOneByOne, ()) {
  // Just over two minutes: few shifts of a millisecond, all tried.
  auto [session, settings] = any_case({.grid_ms = 500, .length = 245, .events = 20, .longest = 12});
  session.observed = {{Milliseconds{0}, Milliseconds{50000}}, {Milliseconds{52000}, Milliseconds{122500}}};
  settings.min_n = 1;
  const plain::Metrics plain(session, settings, 500);
  const auto found = measure(session, settings).response.chance;
  for (std::size_t i = 0; i < settings.w.size(); ++i) {
    expect_chance(found[i], plain.strict(plain.steps(settings.w[i])), plain.rotated(settings.w[i]));
  }
}

TEST(Chance, RotatesWithinBlocksFromThreeHoursOn) {
  // 11,000.5 s in two stretches: three blocks whose edges fall inside a cry and inside the gap's
  // neighbourhood.
  Session session;
  const auto add = [&](Label label, std::int64_t begin, std::int64_t end) {
    session.events.push_back({label, {Milliseconds{begin}, Milliseconds{end}}, {}, {}, {}});
  };
  session.observed = {{Milliseconds{0}, Milliseconds{4000000}},
                      {Milliseconds{4100000}, Milliseconds{11100500}}};
  for (const std::int64_t at : {500000, 3640000, 7400000, 7450000, 10000000}) add(Label::cry, at, at + 60000);
  for (const std::int64_t at : {510000, 3000000, 3700000, 6000000, 7470000, 11000000})
    add(Label::female, at, at + 2000);
  MetricSettings settings;
  settings.min_n = 1;
  settings.w = {Milliseconds{60000}};
  const plain::Metrics plain(session, settings, 500);
  expect_chance(measure(session, settings).response.chance[0], plain.strict(120),
                plain.rotated(settings.w[0]));
}

RC_GTEST_PROP(Measure, OutcomesAndRepairsAddUp, ()) {
  const auto [session, settings] = any_case();
  RC_PRE(!session.observed.empty());
  const SessionMetrics all = measure(session, settings);
  const OutcomeCounts& outcomes = all.coregulation.outcomes;
  RC_ASSERT(*outcomes.soothed + *outcomes.quiet_unattended + *outcomes.quiet_concurrent +
                *outcomes.self_quiet + *outcomes.unresolved ==
            *all.crying.episodes - *all.crying.left_censored);
  const RepairMetrics& repair = all.repair;
  RC_ASSERT(*repair.repaired + *repair.self_resolved + *repair.failed + *repair.unknown == *repair.ruptures);
  RC_ASSERT(*repair.ruptures <= *repair.long_episodes);
  const auto& calm = all.sensitivity.t_calm_s;
  RC_ASSERT(*calm[0].value.episodes >= *calm[1].value.episodes);
  RC_ASSERT(*calm[1].value.episodes >= *calm[2].value.episodes);
}

RC_GTEST_PROP(CumulativeIncidence, WithoutCensoringIsAShareOfAll, ()) {
  const auto times = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::pair<int, bool>>>(
      rc::gen::pair(rc::gen::inRange(0, 20), rc::gen::arbitrary<bool>())));
  std::vector<Wait> waits;
  for (const auto& [time, second] : times) waits.push_back({Milliseconds{time}, second ? 2 : 1});
  const CumulativeIncidence incidence(waits);
  const Survival survival(waits);
  const auto share = [&](auto&& wanted) {
    return static_cast<double>(std::count_if(waits.begin(), waits.end(), wanted)) /
           static_cast<double>(waits.size());
  };
  for (std::size_t i = 0; i < incidence.steps().size(); ++i) {
    const auto& step = incidence.steps()[i];
    RC_ASSERT(std::abs(step.first -
                       share([&](const Wait& w) { return w.cause == 1 && w.time <= step.time; })) < 1e-12);
    RC_ASSERT(std::abs(step.second -
                       share([&](const Wait& w) { return w.cause == 2 && w.time <= step.time; })) < 1e-12);
    RC_ASSERT(survival.steps()[i].time == step.time);
    RC_ASSERT(std::abs(1 - step.first - step.second - survival.steps()[i].share) < 1e-12);
  }
  // The area under the survival curve without censoring is the mean.
  double sum = 0;
  for (const Wait& wait : waits) sum += in_seconds(wait.time);
  const Number mean = survival.restricted_mean(Milliseconds{1000}, 0);
  RC_ASSERT(std::abs(*mean - sum / static_cast<double>(waits.size())) < 1e-12);
}

RC_GTEST_PROP(CumulativeIncidence, WithCensoringSharesOutWhatSurvivalLoses, ()) {
  const auto times = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 20), rc::gen::inRange(0, 3)));
  std::vector<Wait> waits;
  for (const auto& [time, cause] : times) waits.push_back({Milliseconds{time}, cause});
  const CumulativeIncidence incidence(waits);
  const Survival survival(waits);
  double last = 1;
  for (std::size_t i = 0; i < survival.steps().size(); ++i) {
    const Milliseconds at = survival.steps()[i].time;
    double product = 1;  // the definition, once more for each step
    for (Milliseconds t{0}; t <= at; ++t) {
      const auto risk = std::count_if(waits.begin(), waits.end(), [&](const Wait& w) { return w.time >= t; });
      const auto events = std::count_if(waits.begin(), waits.end(),
                                        [&](const Wait& w) { return w.time == t && w.cause > 0; });
      if (risk > 0) product *= 1 - static_cast<double>(events) / static_cast<double>(risk);
    }
    RC_ASSERT(std::abs(survival.steps()[i].share - product) < 1e-12);
    RC_ASSERT(std::abs(incidence.steps()[i].first + incidence.steps()[i].second - (1 - product)) < 1e-12);
    RC_ASSERT(survival.steps()[i].share < last);
    last = survival.steps()[i].share;
  }
}

}  // namespace
}  // namespace lull
