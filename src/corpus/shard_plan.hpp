#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "lull/corpus/shards.hpp"

namespace lull {

/// The file of a results directory that makes it one of several.
inline constexpr const char* shard_file = "shard.json";

std::string shard_json(const ShardPlan& plan);

/// The plan in a results directory, or nothing when it is no shard. Throws Error(Fault::input) when the file
/// is none of ours.
std::optional<ShardPlan> read_shard_plan(const std::filesystem::path& folder);

}  // namespace lull
