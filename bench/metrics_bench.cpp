// All metrics of a day, from its events.
#include "lull/response/metrics.hpp"

#include <algorithm>
#include <random>

#include "support.hpp"

namespace lull::bench {
namespace {

/// A bout of crying every quarter of an hour and talk from time to time, with seeded lengths.
Session day(std::int64_t hours) {
  std::mt19937 source(11);
  const auto between = [&](std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(source() % static_cast<std::uint32_t>(high - low));
  };
  const std::int64_t end = hours * 3600 * 1000;
  Session session;
  session.recording.id = "day";
  session.observed = {{Milliseconds{0}, Milliseconds{end}}};
  const auto add = [&](Label label, std::int64_t start, std::int64_t length) {
    Event event;
    event.label = label;
    event.when = {Milliseconds{start}, Milliseconds{std::min(start + length, end)}};
    session.events.push_back(event);
  };
  for (std::int64_t bout = between(60000, 120000); bout + 200000 < end; bout += between(600000, 1200000)) {
    const std::int64_t units = between(20, 60);
    for (std::int64_t unit = 0, at = bout; unit < units; ++unit, at += between(1100, 1700)) {
      add(Label::cry, at, between(500, 1000));
    }
    const std::int64_t phrases = between(30, 90);
    for (std::int64_t phrase = 0, at = bout + between(2000, 30000); phrase < phrases && at < end; ++phrase) {
      add(phrase % 7 == 0 ? Label::key_child : Label::female, at, between(800, 3000));
      at += between(3000, 12000);
    }
  }
  std::sort(session.events.begin(), session.events.end(), earlier);
  return session;
}

void BM_Metrics_Day(benchmark::State& state) {
  const Session session = day(state.range(0));
  Meter meter;
  for (auto _ : state) benchmark::DoNotOptimize(measure(session));
  meter.report(state, static_cast<double>(state.range(0)) * 3600);
  state.counters["events"] = static_cast<double>(session.events.size());
}
BENCHMARK(BM_Metrics_Day)->Arg(16)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace lull::bench
