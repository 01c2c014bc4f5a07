#include "corpus/clock_hours.hpp"

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string_view>

#include "lull/core/error.hpp"
#include "lull/store/results.hpp"

namespace lull {
namespace {

using Json = nlohmann::ordered_json;

// The last member of timeline.json. In a string each quotation mark has a backslash before it, and none here
// has.
constexpr std::string_view hours_key = "\"hours\": ";

[[noreturn]] void fail(const std::filesystem::path& timeline) {
  throw Error(Fault::input, timeline.string(), "does not hold the hours of a session",
              "run again with --force");
}

/// The table "hours" without the segments before it, of which a day has megabytes.
Json hours_in(const std::string& text, const std::filesystem::path& timeline) {
  const std::size_t at = text.rfind(hours_key);
  const std::size_t end = text.rfind('}');
  if (at == std::string::npos || end < at) fail(timeline);
  const auto from = text.begin() + static_cast<std::ptrdiff_t>(at + hours_key.size());
  Json table = Json::parse(from, text.begin() + static_cast<std::ptrdiff_t>(end), nullptr, false);
  if (table.is_discarded()) fail(timeline);
  return table;
}

Milliseconds time_in(const Json& seconds) { return Milliseconds{std::llround(seconds.get<double>() * 1000)}; }

}  // namespace

void add_clock_hours(const std::filesystem::path& timeline, std::int64_t recording,
                     std::vector<ClockHourRow>& hours) {
  const Json table = hours_in(read_file(timeline), timeline);
  try {
    const auto columns = table.at("columns").get<std::vector<std::string>>();
    std::array<ClockHourRow, 24> day;
    for (const Json& row : table.at("rows")) {
      Json of;
      for (std::size_t i = 0; i < columns.size(); ++i) of[columns[i]] = row.at(i);
      if (of.at("clock_hour").is_null()) continue;
      ClockHourRow& hour = day.at(of.at("clock_hour").get<std::size_t>());
      hour.observed_s += time_in(of.at("observed_s"));
      hour.cry_s += time_in(of.at("cry_s"));
    }
    for (std::size_t i = 0; i < day.size(); ++i) {
      if (day[i].observed_s.count() == 0) continue;
      day[i].recording = recording;
      day[i].clock_hour = static_cast<std::int64_t>(i);
      hours.push_back(day[i]);
    }
  } catch (const std::exception&) {
    fail(timeline);  // of another version, or edited
  }
}

}  // namespace lull
