#pragma once
#include <atomic>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lull/corpus/find.hpp"

namespace lull {

/// One part of a corpus: the index-th of count, from 1.
struct Shard {
  unsigned index = 1, count = 1;
  bool operator==(const Shard&) const = default;
};

/// "2/7" as a shard. Throws Error(Fault::usage) for any other text.
Shard parse_shard(const std::string& text);

/// Which recordings there are and whose each is: every shard of a corpus writes the same plan, so that a
/// merge knows what is missing and in which order it comes.
struct ShardPlan {
  struct Entry {
    std::string id, path;
    unsigned shard = 1;
    bool operator==(const Entry&) const = default;
  };
  Shard shard;
  std::vector<Entry> entries;  ///< in the order of a run over all
};

/// A recording's share of the work.
struct Load {
  std::string_view id;
  std::int64_t length_ms = 0;  ///< 0 where it cannot be told
};

/// The shard of each recording, from 1. A recording's id says where it goes, by a hash that is the same on
/// every machine; one that would fill a shard by more than a tenth above the mean goes to the next shard with
/// room, the longest recordings first. So a few new recordings leave most where they were, and the order of
/// `loads` decides nothing. Cost: n log n, and n times count at worst.
std::vector<unsigned> assign_shards(std::span<const Load> loads, unsigned count);

/// Leaves in `recordings` those of the shard, and returns the plan of all. Reads the header of every
/// recording for its length, on `jobs` threads, unless `stop` is set.
ShardPlan take_shard(std::vector<FoundRecording>& recordings, Shard shard, unsigned jobs,
                     const std::atomic<bool>& stop);

/// Sets `length` of the recordings as their headers declare it; what does not say is estimated at 16 kB a
/// second (speech at 128 kbit/s), what cannot be opened has none.
void find_lengths(std::span<FoundRecording> recordings, unsigned jobs, const std::atomic<bool>& stop);

}  // namespace lull
