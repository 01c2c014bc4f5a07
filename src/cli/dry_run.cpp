#include "cli/dry_run.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <random>
#include <system_error>

#include "cli/messages.hpp"
#include "lull/core/text.hpp"
#include "lull/features/frames.hpp"
#include "lull/model/classifier.hpp"
#include "lull/report/terminal.hpp"

namespace lull::cli {
namespace {

/// What a plan comes to.
struct Sums {
  Milliseconds length{0}, longest{0};
  std::uint64_t bytes = 0;
  std::size_t unknown = 0;  // recordings without a length: broken, or gone
  std::size_t there = 0;    // with results in the directory
};

Sums sums_of(std::span<const FoundRecording> recordings, const std::string& output) {
  Sums sums;
  for (const FoundRecording& each : recordings) {
    const Milliseconds length = each.length.value_or(Milliseconds{0});
    sums.length += length;
    sums.longest = std::max(sums.longest, length);
    sums.bytes += each.bytes;
    sums.unknown += !each.length;
    std::error_code failed;
    sums.there += std::filesystem::exists(
        std::filesystem::path(output) / "sessions" / each.id / "metrics.json", failed);
  }
  return sums;
}

/// No faster than the longest recording with those who help; reading it keeps more than two from mattering
/// much.
Milliseconds estimate(const Sums& sums, unsigned jobs, double speed) {
  const double work = std::max(static_cast<double>(sums.length.count()) / jobs,
                               static_cast<double>(sums.longest.count()) / std::min(jobs, 2u));
  return Milliseconds{static_cast<std::int64_t>(work / speed)};
}

}  // namespace

double measured_speed(const Model& model) {
  constexpr int seconds = 30;
  const FramePlan plan(model.features());
  Frames frames(plan);
  Classifier classifier(model);
  std::mt19937 draw(1);
  std::vector<float> sound(static_cast<std::size_t>(plan.grid().rate.hertz()));
  for (float& x : sound) x = (static_cast<float>(draw() >> 8) / 8388608.0f - 1.0f) * 0.1f;
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < seconds; ++i) {
    const SampleIndex first{i * plan.grid().rate.hertz()};
    classifier.push(frames.push({first, sound, i + 1 == seconds}));
  }
  const Seconds passed = std::chrono::steady_clock::now() - start;
  return seconds / std::max(passed.count(), 1e-6);
}

void tell_plan(std::span<const FoundRecording> recordings, const std::optional<ShardPlan>& plan,
               unsigned jobs, double speed, const RunOptions& options) {
  const Sums sums = sums_of(recordings, options.output);
  const Milliseconds time = estimate(sums, jobs, speed);
  if (options.json) {
    nlohmann::ordered_json json{{"dry_run", true},
                                {"output", as_utf8(options.output)},
                                {"recordings", nlohmann::ordered_json::array()},
                                {"seconds", as_number(sums.length)},
                                {"bytes", sums.bytes},
                                {"jobs", jobs},
                                {"estimated_seconds", as_number(time)}};
    if (plan) json["shard"] = {{"index", plan->shard.index}, {"count", plan->shard.count}};
    for (const FoundRecording& each : recordings) {
      json["recordings"].push_back({{"recording", each.id}, {"path", as_utf8(each.path.string())}});
      json["recordings"].back()["seconds"] =
          each.length ? nlohmann::ordered_json(as_number(*each.length)) : nullptr;
    }
    return put(json.dump() + "\n");
  }
  std::string text;
  if (options.verbose) {
    for (const FoundRecording& each : recordings) {
      text += fmt::format("{}  {}  {}\n", each.id, each.length ? readable(*each.length) : "no length",
                          visible(each.path.string()));
    }
  }
  if (plan)
    text += fmt::format("shard {} of {}, {} recordings in all: ", plan->shard.index, plan->shard.count,
                        plan->entries.size());
  text += fmt::format("{} recordings, {}, {:.1f} MB", recordings.size(), readable(sums.length),
                      static_cast<double>(sums.bytes) / 1e6);
  if (sums.unknown > 0)
    text += fmt::format("; {} have no length that can be told, and may fail", sums.unknown);
  if (sums.there > 0)
    text += fmt::format("\n{} have results already; what is still true is kept", sums.there);
  text += fmt::format("\nabout {} for all of them, {} at a time, each some {:.0f} times real time\n",
                      readable(time), jobs, speed);
  put(text + "Nothing was written.\n");
}

}  // namespace lull::cli
