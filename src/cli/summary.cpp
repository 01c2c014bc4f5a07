#include "cli/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/interrupt.hpp"
#include "cli/messages.hpp"
#include "lull/core/text.hpp"
#include "lull/report/terminal.hpp"

namespace lull::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_rows = 20;  // of a table in the terminal

Json as_json(const RecordingRow& row) {
  Json json;
  for_each_field(row, [&](const auto& each, const auto& value) {
    using Value = std::remove_cvref_t<decltype(value)>;
    const std::string key(each.name);
    if constexpr (std::same_as<Value, std::string>) {
      json[key] = as_utf8(value);
    } else if (!value) {
      json[key] = nullptr;
    } else if constexpr (std::same_as<Value, std::optional<Milliseconds>>) {
      json[key] = as_number(*value);
    } else if constexpr (std::same_as<Value, std::optional<std::string>>) {
      json[key] = as_utf8(*value);
    } else {
      json[key] = *value;
    }
  });
  return json;
}

std::string json_summary(const AnalysisResult& result, const RunOptions& options, int status) {
  Json json{{"output", as_utf8(options.output)}, {"exit_status", status},
            {"failed", result.failed},           {"kept", result.kept},
            {"not_started", result.not_started}, {"recordings", Json::array()}};
  for (const RecordingResult& each : result.recordings) {
    if (each.done) json["recordings"].push_back(as_json(each.row));
  }
  return json.dump() + "\n";
}

/// The page to open first: of the one recording there is, else of all.
std::string page_of(const std::vector<RecordingRow>& rows, const std::string& output) {
  const std::filesystem::path folder(output);
  if (rows.size() != 1) return (folder / "corpus.html").string();
  return (folder / "sessions" / rows[0].recording / "report.html").string();
}

std::string text_summary(const AnalysisResult& result, const RunOptions& options) {
  std::vector<RecordingRow> rows;
  std::vector<EpisodeRow> episodes;
  for (const RecordingResult& each : result.recordings) {
    if (!each.done) continue;
    rows.push_back(each.row);
    episodes.insert(episodes.end(), each.episodes.begin(), each.episodes.end());
  }
  std::string text = recordings_table(rows, most_rows);
  if (!episodes.empty() && episodes.size() <= most_rows) text += "\n" + episodes_table(episodes, most_rows);
  text += fmt::format("\n{} of {} recordings done", rows.size() - result.failed, result.recordings.size());
  if (result.kept > 0) text += fmt::format(", {} of them kept from before", result.kept);
  if (result.failed > 0) text += fmt::format(", {} failed", result.failed);
  if (result.not_started > 0) text += fmt::format(", {} not started", result.not_started);
  text += fmt::format(". Results are in {}\n", visible(options.output));
  if (rows.size() > result.failed) text += fmt::format("Open {}\n", visible(page_of(rows, options.output)));
  return text;
}

}  // namespace

void tell(const RecordingResult& result, const RunOptions& options) {
  const std::string& path = result.row.path;
  if (result.row.status != "ok") say("error", path + ": " + result.row.error);
  if (options.quiet) return;
  for (const Warning& warning : result.warnings) say("warning", path + ": " + warning.text);
  if (options.verbose && result.row.status == "ok") {
    say("note", path + (result.kept ? ": kept, nothing changed" : ": done"));
  }
}

int status_after(const AnalysisResult& result) {
  if (const int signal = stop_signal()) return 128 + signal;
  if (result.recordings.empty()) return all_well;  // a shard that none fell to
  const std::size_t unusable = result.failed + result.not_started;
  if (unusable == result.recordings.size()) return nothing_done;
  return unusable > 0 ? some_failed : all_well;
}

void summarise(const AnalysisResult& result, const RunOptions& options, int status) {
  if (options.quiet) {
    const auto odd = std::count_if(result.recordings.begin(), result.recordings.end(),
                                   [](const RecordingResult& each) { return !each.row.warnings.empty(); });
    if (odd > 0)
      say("warning", fmt::format("warnings for {} of {} recordings; recordings.csv names them", odd,
                                 result.recordings.size()));
  }
  if (options.json) {
    put(json_summary(result, options, status));
  } else if (!options.quiet) {
    put(text_summary(result, options));
  }
}

}  // namespace lull::cli
