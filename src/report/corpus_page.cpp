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
  // Most recordings lack the same metrics for the same reasons: each such text stands in the page once. The
  // rows are read twice, and never held.
  std::map<std::string, std::size_t> numbers;
  std::vector<std::string> texts;
  for_each_row<RecordingRow>(recordings, [&](const RecordingRow& row) {
    if (numbers.try_emplace(row.na, texts.size()).second) texts.push_back(row.na);
  });
  JsonText out;
  out.open_object();
  out.key("schema");
  out.integer(1);
  out.key("na");
  out.open_list(JsonText::Layout::lines);
  for (const std::string& text : texts) out.text(text);
  out.close_list();
  out.key("recordings");
  json_table_of<RecordingRow>(
      [&](const auto& write) {
        for_each_row<RecordingRow>(recordings, [&](RecordingRow&& row) {
          row.na = std::to_string(numbers.at(row.na));
          write(row);
        });
      },
      out);
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
