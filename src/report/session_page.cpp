#include "lull/report/session_page.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "report/by_hour.hpp"
#include "report/json_text.hpp"
#include "report/page.hpp"

namespace lull {
namespace {

using enum JsonText::Layout;

void write(bool value, JsonText& out) { out.boolean(value); }
void write(double value, JsonText& out) { out.number(value); }
void write(std::int64_t value, JsonText& out) { out.integer(value); }
void write(Milliseconds value, JsonText& out) { out.number(in_seconds(value)); }
void write(const std::string& value, JsonText& out) { out.text(value); }

template <class T>
void write(const std::optional<T>& value, JsonText& out) {
  if (value) {
    write(*value, out);
  } else {
    out.null();
  }
}

/// {"columns": [names], "rows": [[values], …]}: each name once, however many rows there are.
template <Described Row>
void write_table(const std::vector<Row>& rows, JsonText& out) {
  out.open_object();
  out.key("columns");
  out.open_list(one_line);
  std::apply([&](const auto&... each) { (out.text(each.name), ...); }, Row::fields());
  out.close_list();
  out.key("rows");
  out.open_list(lines);
  for (const Row& row : rows) {
    out.open_list(tight);
    for_each_field(row, [&](const auto&, const auto& value) { write(value, out); });
    out.close_list();
  }
  out.close_list();
  out.close_object();
}

void write_warnings(const Session& session, JsonText& out) {
  out.open_list(lines);
  for (const Warning& warning : session.warnings) {
    out.open_object(one_line);
    out.key("code");
    out.text(name(warning.code));
    out.key("where_s");
    if (warning.where) {
      out.open_list(one_line);
      write(warning.where->begin, out);
      write(warning.where->end, out);
      out.close_list();
    } else {
      out.null();
    }
    out.key("text");
    out.text(warning.text);
    out.close_object();
  }
  out.close_list();
}

/// Whole percent, -1 where there is none.
std::int64_t percent(const std::optional<float>& share) { return share ? std::lround(*share * 100) : -1; }

/// One list of integers, one for each event that `take` gives a number for.
template <class Take>
void write_list(const char* name, const std::vector<Event>& events, const Take& take, JsonText& out) {
  out.key(name);
  out.open_list(tight);
  for (const Event& event : events) {
    if (const std::optional<std::int64_t> number = take(event)) out.integer(*number);
  }
  out.close_list();
}

void write_segments(const std::vector<Event>& events, JsonText& out) {
  using Maybe = std::optional<std::int64_t>;
  out.open_object();
  out.key("labels");
  out.open_list(one_line);
  for (int i = 0; i <= static_cast<int>(Label::adult); ++i) out.text(name(static_cast<Label>(i)));
  out.close_list();
  out.key("label");
  std::string labels;
  for (const Event& event : events) labels += static_cast<char>('0' + static_cast<int>(event.label));
  out.text(labels);
  Milliseconds before{0};
  write_list(
      "onset_ms", events,
      [&](const Event& event) -> Maybe {
        return (event.when.begin - std::exchange(before, event.when.begin)).count();
      },
      out);
  write_list(
      "length_ms", events, [](const Event& event) -> Maybe { return event.when.length().count(); }, out);
  const bool heard = std::any_of(events.begin(), events.end(), [](const Event& e) { return e.confidence; });
  write_list(
      "confidence_pct", events,
      [&](const Event& event) -> Maybe { return heard ? Maybe(percent(event.confidence)) : Maybe(); }, out);
  const bool graded = std::any_of(events.begin(), events.end(), [](const Event& e) { return e.distress; });
  write_list(
      "distress_pct", events,
      [&](const Event& event) -> Maybe {
        return graded && is_crying(event.label) ? Maybe(percent(event.distress)) : Maybe();
      },
      out);
  out.close_object();
}

/// Whole decibels, each as its difference from the second before.
void write_level(const std::vector<Activity>& activity, JsonText& out) {
  out.open_list(tight);
  std::int64_t before = 0;
  for (const Activity& second : activity) {
    const std::int64_t level = std::lround(std::clamp(second.level_dbfs, -120.0F, 40.0F));
    out.integer(level - std::exchange(before, level));
  }
  out.close_list();
}

}  // namespace

std::string timeline_json(const Session& session, const SessionMetrics& metrics,
                          const MetricSettings& settings) {
  JsonText out;
  out.open_object();
  out.key("schema");
  out.integer(1);
  out.key("warnings");
  write_warnings(session, out);
  out.key("segments");
  write_segments(session.events, out);
  out.key("level_dbfs");
  write_level(session.activity, out);
  out.key("episodes");
  write_table(metrics.episodes, out);
  out.key("hours");
  write_table(by_hour(session, settings), out);
  out.close_object();
  return out.take();
}

std::string session_page(std::string_view metrics, std::string_view timeline) {
  std::string json = "{\"metrics\":";
  json += metrics;
  json += ",\"timeline\":";
  json += timeline;
  json += "}";
  return filled(session_shell, json);
}

}  // namespace lull
