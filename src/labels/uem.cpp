#include "lull/labels/uem.hpp"

#include <algorithm>
#include <ostream>

#include "labels/decimal.hpp"
#include "labels/lines.hpp"
#include "lull/core/error.hpp"
#include "lull/events/spans.hpp"

namespace lull {
namespace {

constexpr std::size_t onset_field = 2, offset_field = 3;

Milliseconds time_in(std::string_view text, const std::string& where) {
  const std::optional<Decimal> time = parse_decimal(text);
  if (!time || (time->negative && !time->is_zero())) {
    throw Error(Fault::input, where, "'" + std::string(text) + "' is not a time",
                "give seconds as a decimal number of 0 or more");
  }
  return round_half_up(*time);
}

}  // namespace

std::string uem_name(const std::string& id) { return in_one_word(id); }

Uem read_uem(const std::filesystem::path& path) {
  std::ifstream in = open_annotation(path);
  return read_uem(in, path.string());
}

Uem read_uem(std::istream& in, const std::string& name) {
  Uem uem;
  for_each_line(in, name, [&](const std::vector<std::string_view>& fields, std::size_t line) {
    const std::string where = at_line(name, line);
    if (fields.size() <= offset_field) {
      throw Error(Fault::input, where, "a line with " + std::to_string(fields.size()) + " fields",
                  "give recording, channel, onset and offset");
    }
    const TimeSpan range{time_in(fields[onset_field], where), time_in(fields[offset_field], where)};
    if (range.end < range.begin) {
      throw Error(Fault::input, where, "the range ends before it starts", "correct or remove the line");
    }
    uem[std::string(fields.front())].push_back(range);
  });
  for (auto& [id, ranges] : uem) ranges = joined(std::move(ranges));
  return uem;
}

std::map<std::string, ClockNote> read_clock_notes(const std::filesystem::path& path) {
  std::ifstream in = open_annotation(path);
  return read_clock_notes(in, path.string());
}

std::map<std::string, ClockNote> read_clock_notes(std::istream& in, const std::string& name) {
  std::map<std::string, ClockNote> notes;
  for_each_comment(in, name, [&](const std::vector<std::string_view>& fields) {
    if (fields.size() == 4 && fields[1] == "start" && parse_clock_time(fields[3])) {
      notes[std::string(fields[2])].start_time = fields[3];
    }
    if (fields.size() != 5 || fields[1] != "pause") return;
    const auto at = parse_decimal(fields[3]), length = parse_decimal(fields[4]);
    if (!at || !length || at->negative || length->negative) return;
    notes[std::string(fields[2])].pauses.push_back({round_half_up(*at), round_half_up(*length)});
  });
  for (auto& [id, note] : notes) {
    std::stable_sort(note.pauses.begin(), note.pauses.end(),
                     [](const RecorderPause& a, const RecorderPause& b) { return a.at < b.at; });
  }
  return notes;
}

void write_uem(std::ostream& out, const Session& session) {
  std::string text;
  const RecordingInfo& recording = session.recording;
  if (recording.start_time) text += ";; start " + recording.id + " " + *recording.start_time + "\n";
  for (const RecorderPause& pause : recording.pauses) {
    text +=
        ";; pause " + recording.id + " " + seconds_text(pause.at) + " " + seconds_text(pause.length) + "\n";
  }
  for (const TimeSpan& each : session.observed) {
    text += session.recording.id + " 1 " + seconds_text(each.begin) + " " + seconds_text(each.end) + "\n";
  }
  out << text;
}

void observe(Session& session, const std::optional<Uem>& uem, std::optional<Milliseconds> length) {
  std::optional<Milliseconds>& duration = session.recording.duration;
  const Milliseconds found = session.observed.empty() ? Milliseconds{0} : session.observed.back().end;
  const bool parts_told = duration && total(session.observed) < *duration;
  if (length) duration = length;
  if (uem) {
    auto ranges = uem->find(session.recording.id);
    if (ranges == uem->end()) ranges = uem->find(uem_name(session.recording.id));
    session.observed = ranges == uem->end() ? std::vector<TimeSpan>{} : ranges->second;
  }
  const std::vector<TimeSpan> whole = joined({{Milliseconds{0}, duration.value_or(Milliseconds{0})}});
  if (duration) session.observed = uem || parts_told ? common(session.observed, whole) : whole;
  if (!duration)
    duration = std::max(found, session.observed.empty() ? Milliseconds{0} : session.observed.back().end);
  std::vector<Milliseconds> pauses;
  for (const RecorderPause& pause : session.recording.pauses) pauses.push_back(pause.at);
  session.observed = cut_at(session.observed, std::move(pauses));
}

std::vector<Session> silent_sessions(const std::optional<Uem>& uem, const std::string& name) {
  std::vector<Session> sessions;
  if (!uem || uem->empty() || uem->contains(name)) {
    sessions.emplace_back().recording.id = name;
  } else {
    for (const auto& [id, ranges] : *uem) sessions.emplace_back().recording.id = id;
  }
  // No line at all: the maker may know crying, but nothing shows an adult or child track.
  for (Session& session : sessions) session.tracks = {true, false, false};
  return sessions;
}

}  // namespace lull
