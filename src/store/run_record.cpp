#include "lull/store/run_record.hpp"

#include <fmt/chrono.h>

#include <ctime>
#include <nlohmann/json.hpp>

#include "lull/core/text.hpp"
#include "store/files.hpp"

namespace lull {
namespace {

using Json = nlohmann::ordered_json;

/// The block "lull" as metrics.json writes it, so that there is one place that names settings.
Json provenance_block(const Provenance& provenance) {
  const Session nothing;
  return Json::parse(metrics_json(nothing, measure(nothing, provenance.settings), provenance)).at("lull");
}

/// Every value of a JSON tree by its dotted path.
void flatten(const Json& json, const std::string& path,
             std::vector<std::pair<std::string, std::string>>& out) {
  if (!json.is_object()) {
    out.emplace_back(path, json.dump());
    return;
  }
  for (const auto& [key, value] : json.items()) flatten(value, path.empty() ? key : path + "." + key, out);
}

}  // namespace

std::string run_json(const RunRecord& record) {
  Json json;
  json["schema"] = 1;
  json["status"] = record.status;
  json["lull"] = Json::parse(record.made);
  json["host"] = host_name();
  json["started"] = record.started;
  json["ended"] = record.ended.empty() ? Json() : Json(record.ended);
  json["counts"] = {{"recordings", record.recordings},
                    {"ok", record.ok},
                    {"failed", record.failed},
                    {"not_started", record.not_started}};
  json["failures"] = Json::array();
  for (const auto& failure : record.failures) {
    json["failures"].push_back({{"recording", as_utf8(failure.recording)},
                                {"path", as_utf8(failure.path)},
                                {"error", as_utf8(failure.error)}});
  }
  return json.dump(1) + "\n";
}

std::string fingerprint(const Provenance& provenance) { return provenance_block(provenance).dump(); }

Made made_by(const std::string& text) {
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object() || !json.contains("lull")) return {};
  const auto sum = [&](const char* name) {
    const Json recording = json.value("recording", Json::object());
    const auto found = recording.find(name);
    return found != recording.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  return {json["lull"].dump(), sum("sha256"), sum("annotation_sha256")};
}

std::string difference(const std::string& there, const std::string& now, std::string_view first,
                       std::string_view second) {
  std::vector<std::pair<std::string, std::string>> before, after;
  flatten(Json::parse(there, nullptr, false), "", before);
  flatten(Json::parse(now, nullptr, false), "", after);
  std::string text;
  for (const auto& [key, value] : after) {
    std::string old = "nothing";
    for (const auto& [other, old_value] : before) {
      if (other == key) old = old_value;
    }
    if (old != value)
      text += fmt::format("{}{} {} {}, {} {}", text.empty() ? "" : "; ", key, old, first, value, second);
  }
  return text.empty() ? "settings of another version" : text;
}

std::string utc_now() { return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr))); }

}  // namespace lull
