#include "lull/labels/rttm.hpp"

#include <algorithm>
#include <map>
#include <ostream>

#include "labels/decimal.hpp"
#include "labels/lines.hpp"

namespace lull {
namespace {

constexpr std::size_t id_field = 1, onset_field = 3, duration_field = 4, label_field = 7;

/// What the lines of one recording say.
struct Recording {
  Session session;
  Milliseconds last_offset{0};  ///< of any segment, whatever its label
  std::optional<Error> fault;   ///< the first
  bool cry = false, adult = false, child = false;
  bool no_cry_known = false;  ///< lines that only a maker without a class for crying writes
  std::map<std::string, int> unknown_labels;
};

/// The label, or nothing for names that make no track; notes which tracks the file has.
std::optional<Label> label_in(std::string_view text, Recording& recording) {
  recording.no_cry_known = recording.no_cry_known || text == "SPEECH" || text == "CHI";
  if (text == "CHI") return Label::other_child;
  if (text == "SPEECH") return std::nullopt;
  const std::optional<Label> label = label_of(text);
  if (!label) {
    ++recording.unknown_labels[std::string(text)];
    return std::nullopt;
  }
  recording.cry = recording.cry || is_crying(*label);
  recording.adult = recording.adult || is_adult(*label);
  recording.child = recording.child || *label == Label::key_child;
  return label;
}

Decimal time_in(std::string_view text, std::string_view what, const std::string& where) {
  const std::optional<Decimal> time = parse_decimal(text);
  if (!time) {
    throw Error(Fault::input, where, std::string(what) + " '" + std::string(text) + "' is not a time",
                "give seconds as a decimal number");
  }
  if (time->negative && !time->is_zero()) {
    throw Error(Fault::input, where, std::string(what) + " " + std::string(text) + " is negative",
                "correct or remove the line");
  }
  return *time;
}

void add_line(const std::vector<std::string_view>& fields, const std::string& where, Recording& recording) {
  if (fields.size() <= label_field) {
    throw Error(Fault::input, where, "a SPEAKER line with " + std::to_string(fields.size()) + " fields",
                "give at least the 8 fields up to the label");
  }
  const Decimal onset = time_in(fields[onset_field], "onset", where);
  const Decimal duration = time_in(fields[duration_field], "duration", where);
  const std::optional<Label> label = label_in(fields[label_field], recording);
  Event event;
  event.when = {round_half_up(onset), round_half_up(onset + duration)};
  recording.last_offset = std::max(recording.last_offset, event.when.end);
  if (!label || event.when.empty()) return;
  event.label = *label;
  recording.session.events.push_back(event);
}

Session finished(Recording recording) {
  Session session = std::move(recording.session);
  session.tracks = {recording.cry || !recording.no_cry_known, recording.adult, recording.child};
  for (const auto& [label, count] : recording.unknown_labels) {
    session.warnings.push_back({WarningCode::unknown_label, std::nullopt,
                                "label '" + label + "' is not known: left out " + std::to_string(count) +
                                    (count == 1 ? " segment" : " segments")});
  }
  if (recording.last_offset > Milliseconds{0}) session.observed = {{Milliseconds{0}, recording.last_offset}};
  std::stable_sort(session.events.begin(), session.events.end(), earlier);
  return session;
}

}  // namespace

Annotations read_rttm(const std::filesystem::path& path) {
  std::ifstream in = open_annotation(path);
  Annotations annotations = read_rttm(in, path.string());
  for (Session& session : annotations.sessions) session.recording.path = path;
  return annotations;
}

Annotations read_rttm(std::istream& in, const std::string& name) {
  std::vector<Recording> recordings;
  std::map<std::string, std::size_t, std::less<>> index;
  for_each_line(in, name, [&](const std::vector<std::string_view>& fields, std::size_t line) {
    if (fields.front() != "SPEAKER") return;
    const std::string where = at_line(name, line);
    if (fields.size() <= id_field) {
      throw Error(Fault::input, where, "a SPEAKER line that names no recording",
                  "correct or remove the line");
    }
    const auto [entry, is_new] = index.try_emplace(std::string(fields[id_field]), recordings.size());
    if (is_new) recordings.emplace_back().session.recording.id = entry->first;
    Recording& recording = recordings[entry->second];
    if (recording.fault) return;
    try {
      add_line(fields, where, recording);
    } catch (const Error& error) {
      recording.fault =
          Error(error.fault(), where + ", recording " + entry->first, error.problem(), error.remedy());
    }
  });
  Annotations annotations;
  for (Recording& recording : recordings) {
    if (recording.fault) {
      annotations.faults.push_back(*recording.fault);
    } else {
      annotations.sessions.push_back(finished(std::move(recording)));
    }
  }
  return annotations;
}

void write_rttm(std::ostream& out, const Session& session) {
  std::string text;
  for (const Event& event : session.events) {
    text += "SPEAKER " + session.recording.id + " 1 " + seconds_text(event.when.begin) + " " +
            seconds_text(event.when.length()) + " <NA> <NA> " + std::string(name(event.label)) +
            " <NA> <NA>\n";
  }
  out << text;
}

}  // namespace lull
