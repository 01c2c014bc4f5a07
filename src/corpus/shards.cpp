#include "lull/corpus/shards.hpp"

#include <algorithm>
#include <charconv>
#include <numeric>

#include "corpus/stable_hash.hpp"
#include "lull/audio/reader.hpp"
#include "lull/core/error.hpp"
#include "lull/corpus/batch.hpp"

namespace lull {
namespace {

constexpr unsigned most_shards = 100000;
constexpr std::int64_t usual_bytes_a_ms = 16;

/// Puts loads into shards, keeping count of how full they are.
class Shelf {
 public:
  Shelf(std::int64_t total, unsigned count) : held_(count), room_(total / count + total / count / 10) {}

  std::size_t place(const Load& load) {
    const std::size_t first = stable_hash(load.id) % held_.size();
    std::size_t best = first;
    for (std::size_t i = 0; i < held_.size(); ++i) {
      const std::size_t at = (first + i) % held_.size();
      if (held_[at] + load.length_ms <= room_) {
        best = at;
        break;
      }
      if (held_[at] < held_[best]) best = at;
    }
    held_[best] += load.length_ms;
    return best;
  }

 private:
  std::vector<std::int64_t> held_;
  std::int64_t room_;
};

}  // namespace

Shard parse_shard(const std::string& text) {
  Shard shard{0, 0};
  const char* const end = text.data() + text.size();
  const auto index = std::from_chars(text.data(), end, shard.index);
  if (index.ec == std::errc() && index.ptr != end && *index.ptr == '/') {
    const auto count = std::from_chars(index.ptr + 1, end, shard.count);
    const bool whole = count.ec == std::errc() && count.ptr == end;
    if (whole && shard.index >= 1 && shard.index <= shard.count && shard.count <= most_shards) return shard;
  }
  throw Error(Fault::usage, "--shard", "'" + text + "' is no shard",
              "give its number and how many there are, such as 1/4 to 4/4");
}

std::vector<unsigned> assign_shards(std::span<const Load> loads, unsigned count) {
  std::vector<std::size_t> order(loads.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return loads[a].length_ms != loads[b].length_ms ? loads[a].length_ms > loads[b].length_ms
                                                    : loads[a].id < loads[b].id;
  });
  const std::int64_t total =
      std::accumulate(loads.begin(), loads.end(), std::int64_t{0},
                      [](std::int64_t sum, const Load& each) { return sum + each.length_ms; });
  Shelf shelf(total, count);
  std::vector<unsigned> shards(loads.size());
  for (const std::size_t i : order) shards[i] = static_cast<unsigned>(shelf.place(loads[i]) + 1);
  return shards;
}

void find_lengths(std::span<FoundRecording> recordings, unsigned jobs, const std::atomic<bool>& stop) {
  std::vector<std::size_t> order(recordings.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto lengths = run_batch(order, jobs, stop, [&](std::size_t i) -> std::optional<Milliseconds> {
    const FoundRecording& each = recordings[i];
    if (!each.problem.empty()) return std::nullopt;
    try {
      return AudioReader(each.path).info().duration.value_or(
          Milliseconds{static_cast<std::int64_t>(each.bytes) / usual_bytes_a_ms});
    } catch (const std::exception&) {
      return std::nullopt;  // whoever analyses it says what is wrong
    }
  });
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    if (lengths[i]) recordings[i].length = lengths[i];
  }
}

ShardPlan take_shard(std::vector<FoundRecording>& recordings, Shard shard, unsigned jobs,
                     const std::atomic<bool>& stop) {
  find_lengths(recordings, jobs, stop);
  std::vector<Load> loads;
  for (const FoundRecording& each : recordings) {
    loads.push_back({each.id, each.length.value_or(Milliseconds{0}).count()});
  }
  const std::vector<unsigned> shards = assign_shards(loads, shard.count);
  ShardPlan plan{shard, {}};
  std::vector<FoundRecording> mine;
  for (std::size_t i = 0; i < recordings.size(); ++i) {
    plan.entries.push_back({recordings[i].id, recordings[i].path.string(), shards[i]});
    if (shards[i] == shard.index) mine.push_back(std::move(recordings[i]));
  }
  recordings = std::move(mine);
  return plan;
}

}  // namespace lull
