#include "lull/report/corpus_page.hpp"

#include <map>
#include <vector>

#include "lull/report/rows.hpp"
#include "lull/report/table.hpp"
#include "report/json_table.hpp"
#include "report/page.hpp"

namespace lull {

std::string corpus_page(std::string_view recordings, std::span<const ClockHourRow> hours,
                        std::string_view made) {
  auto rows = read_csv<RecordingRow>(recordings);
  // Most recordings lack the same metrics for the same reasons: each such text stands in the page once.
  std::map<std::string, std::size_t> numbers;
  std::vector<std::string> texts;
  for (RecordingRow& row : rows) {
    const auto [place, added] = numbers.try_emplace(row.na, texts.size());
    if (added) texts.push_back(row.na);
    row.na = std::to_string(place->second);
  }
  JsonText out;
  out.open_object();
  out.key("schema");
  out.integer(1);
  out.key("na");
  out.open_list(JsonText::Layout::lines);
  for (const std::string& text : texts) out.text(text);
  out.close_list();
  out.key("recordings");
  json_table<RecordingRow>(rows, out);
  out.key("hours");
  json_table<ClockHourRow>(hours, out);
  out.close_object();
  std::string json = "{\"lull\":";
  json += made;
  json += ",\"corpus\":";
  json += out.take();
  json += "}";
  return filled(corpus_shell(), json);
}

}  // namespace lull
