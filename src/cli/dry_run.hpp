#pragma once
#include <filesystem>
#include <span>

#include "cli/run_options.hpp"
#include "lull/corpus/find.hpp"
#include "lull/corpus/shards.hpp"
#include "lull/model/model.hpp"

namespace lull::cli {

/// How many times faster than real time one thread turns sound into scores here: half a minute of noise,
/// timed. Decoding comes on top; it is a tenth or two of that.
double measured_speed(const Model& model);

/// Says what a run would do, and how long that may take; nothing is written. Each recording's `length` is
/// what find_lengths() set. With -v a line for each recording, with --json one object.
void tell_plan(std::span<const FoundRecording> recordings, const std::optional<ShardPlan>& plan,
               unsigned jobs, double speed, const RunOptions& options);

}  // namespace lull::cli
