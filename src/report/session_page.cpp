#include "lull/report/session_page.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <ostream>
#include <sstream>
#include <utility>
#include <vector>

#include "lull/core/clock.hpp"
#include "lull/report/metric_fields.hpp"
#include "report/base64.hpp"
#include "report/by_hour.hpp"
#include "report/json_table.hpp"
#include "report/page.hpp"

namespace lull {
namespace {

using enum JsonText::Layout;

void write_warnings(const Session& session, JsonText& out) {
  out.open_list(lines);
  for (const Warning& warning : session.warnings) {
    out.open_object(one_line);
    out.key("code");
    out.text(name(warning.code));
    out.key("where_s");
    if (warning.where) {
      out.open_list(one_line);
      json_cell(warning.where->begin, out);
      json_cell(warning.where->end, out);
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
void write_level(const std::vector<float>& level_dbfs, JsonText& out) {
  out.open_list(tight);
  std::int64_t before = 0;
  for (const float second : level_dbfs) {
    const std::int64_t level = std::lround(std::clamp(second, -120.0F, 40.0F));
    out.integer(level - std::exchange(before, level));
  }
  out.close_list();
}

// A cell is one letter: 2 dB a step from -104 dBFS on.
constexpr int from_dbfs = -104, step_db = 2;

char letter_of(int dbfs) {
  constexpr int most = static_cast<int>(base64_letters.size()) - 1;
  return base64_letters[static_cast<std::size_t>(std::clamp((dbfs - from_dbfs + 1) / step_db, 0, most))];
}

void write_spectrum(const CoarseSpectrum& spectrum, JsonText& out) {
  if (spectrum.seconds.empty()) return out.null();
  out.open_object();
  out.key("edges_hz");
  out.open_list(tight);
  for (const double edge : spectrum.edges_hz) out.integer(std::llround(edge));
  out.close_list();
  out.key("from_dbfs");
  out.integer(from_dbfs);
  out.key("step_db");
  out.integer(step_db);
  out.key("cells");
  std::string cells;
  cells.reserve(spectrum.seconds.size() * CoarseSpectrum::bands);
  for (const auto& second : spectrum.seconds) {
    for (const int dbfs : second) cells += letter_of(dbfs);
  }
  out.text(cells);
  out.close_object();
}

/// [place in the recording, clock time since midnight] from which both run on side by side: its start, and
/// each end of a pause. Times in s.
void write_clock(const RecordingInfo& recording, JsonText& out) {
  const std::optional<Milliseconds> start = time_of_day(recording.start_time);
  if (!start) return out.null();
  out.open_list(tight);
  const auto write = [&](Milliseconds place) {
    out.open_list(tight);
    json_cell(place, out);
    json_cell(*start + place + paused_before(recording.pauses, place), out);
    out.close_list();
  };
  if (recording.pauses.empty() || recording.pauses.front().at.count() > 0) write(Milliseconds{0});
  for (const RecorderPause& pause : recording.pauses) write(pause.at);
  out.close_list();
}

}  // namespace

std::string timeline_json(const Session& session, const SessionMetrics& metrics,
                          const MetricSettings& settings) {
  JsonText out;
  out.reserve(24 * session.events.size() + 12 * session.level_dbfs.size());
  out.open_object();
  out.key("schema");
  out.integer(1);
  out.key("warnings");
  write_warnings(session, out);
  out.key("segments");
  write_segments(session.events, out);
  out.key("level_dbfs");
  write_level(session.level_dbfs, out);
  out.key("spectrum");
  write_spectrum(session.spectrum, out);
  out.key("clock");
  write_clock(session.recording, out);
  out.key("episodes");
  json_table<EpisodeRow>(metrics.episodes, out);
  out.key("hours");
  json_table<HourRow>(by_hour(session, settings), out);
  out.close_object();
  return out.take();
}

namespace {

std::string sound_json(const PageSound& sound) {
  JsonText out;
  out.open_object();
  out.key("link");
  if (sound.link.empty()) {
    out.null();
  } else {
    out.text(sound.link);
  }
  out.key("left_out");
  out.integer(sound.left_out);
  out.key("clips");
  out.open_list(lines);
  for (const PageSound::Clip& clip : sound.clips) {
    out.open_object(one_line);
    out.key("episode");
    out.integer(clip.episode);
    out.key("from_s");
    json_cell(clip.when.begin, out);
    out.key("to_s");
    json_cell(clip.when.end, out);
    out.key("flac");
    out.text(base64(clip.flac));
    out.close_object();
  }
  out.close_list();
  out.close_object();
  return out.take();
}

}  // namespace

std::string session_page(std::string_view metrics, std::string_view timeline, const PageSound* sound) {
  std::ostringstream out;
  write_session_page(out, metrics, timeline, sound);
  return std::move(out).str();
}

void write_session_page(std::ostream& out, std::string_view metrics, std::string_view timeline,
                        const PageSound* sound) {
  static const std::string fields = metric_fields_json();  // the same for each of thousands of pages
  const std::string more = sound ? ",\"sound\":" + sound_json(*sound) : std::string();
  const std::array<std::string_view, 8> json{
      "{\"metrics\":", metrics, ",\"timeline\":", timeline, ",\"fields\":", fields, more, "}"};
  if (!sound) return write_filled(out, session_shell(), json);
  const auto media = sound->link.empty() ? "media-src data:" : "media-src 'self' file:";
  write_filled(out, allowing(session_shell(), media), json);
}

}  // namespace lull
