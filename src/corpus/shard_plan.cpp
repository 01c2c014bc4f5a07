#include "corpus/shard_plan.hpp"

#include <nlohmann/json.hpp>

#include "lull/core/error.hpp"
#include "lull/core/text.hpp"
#include "lull/store/results.hpp"

namespace lull {
namespace {

using Json = nlohmann::ordered_json;

ShardPlan plan_from(const Json& json) {
  ShardPlan plan;
  plan.shard = {json.at("shard").get<unsigned>(), json.at("of").get<unsigned>()};
  for (const Json& each : json.at("recordings")) {
    plan.entries.push_back({each.at("id").get<std::string>(), each.at("path").get<std::string>(),
                            each.at("shard").get<unsigned>()});
  }
  return plan;
}

bool is_sound(const ShardPlan& plan) {
  if (plan.shard.index < 1 || plan.shard.index > plan.shard.count) return false;
  for (const ShardPlan::Entry& each : plan.entries) {
    // Ids name folders: one that leads out of sessions/ was not written by us.
    const bool safe =
        !each.id.empty() && each.id[0] != '/' && ("/" + each.id).find("/.") == std::string::npos;
    if (!safe || each.shard < 1 || each.shard > plan.shard.count) return false;
  }
  return true;
}

}  // namespace

std::string shard_json(const ShardPlan& plan) {
  // A line a recording: what differs between two plans is then seen by diff.
  std::string text = Json({{"schema", 1}, {"shard", plan.shard.index}, {"of", plan.shard.count}}).dump();
  text.back() = ',';
  text += "\n\"recordings\":[";
  for (const ShardPlan::Entry& each : plan.entries) {
    const Json entry{{"id", each.id}, {"path", as_utf8(each.path)}, {"shard", each.shard}};
    text += (&each == plan.entries.data() ? "\n" : ",\n") + entry.dump();
  }
  return text + "\n]}\n";
}

std::optional<ShardPlan> read_shard_plan(const std::filesystem::path& folder) {
  const std::string text = read_file(folder / shard_file);
  if (text.empty()) return std::nullopt;
  try {
    ShardPlan plan = plan_from(Json::parse(text));
    if (is_sound(plan)) return plan;
  } catch (const nlohmann::json::exception&) {
    // The same answer for text that is no JSON and for JSON that is no plan.
  }
  throw Error(Fault::input, (folder / shard_file).string(), "is no plan of shards",
              "run that shard again, into a new folder");
}

}  // namespace lull
