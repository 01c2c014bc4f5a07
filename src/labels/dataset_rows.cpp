#include "labels/dataset_rows.hpp"

#include <set>
#include <system_error>

#include "labels/text_lines.hpp"
#include "lull/core/csv.hpp"
#include "lull/core/error.hpp"

namespace lull {
namespace {

namespace fs = std::filesystem;

std::string known(const std::string& cell) { return is_missing(cell) ? std::string() : cell; }

Milliseconds signed_milliseconds(const std::string& text, std::string_view what, const std::string& where) {
  const bool negative = text.starts_with('-');
  const Milliseconds size = milliseconds_in(negative ? text.substr(1) : text, what, where);
  return negative ? -size : size;
}

/// "2010-07-24" and "6:58" as 2010-07-24T06:58; nothing without a time that a clock shows.
std::optional<std::string> start_time(const std::string& date, const std::string& time) {
  if (is_missing(time)) return std::nullopt;
  std::string text = time.find(':') == 1 ? "0" + time : time;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (i % 3 == 2 ? text[i] != ':' : !digit) return std::nullopt;
  }
  const bool on_a_clock = (text.size() == 5 || text.size() == 8) && text.substr(0, 2) <= "23" &&
                          text[3] <= '5' && (text.size() == 5 || text[6] <= '5');
  if (!on_a_clock) return std::nullopt;
  return known(date) + "T" + text;
}

std::set<std::string> discarded_children(const fs::path& table) {
  std::set<std::string> discarded;
  std::error_code failed;
  if (!fs::exists(table, failed)) return discarded;
  const CsvTable children = CsvTable::read(table);
  for (std::size_t row = 0; row < children.size(); ++row) {
    if (children.at(row, "discard") == "1") discarded.insert(children.at(row, "child_id"));
  }
  return discarded;
}

}  // namespace

std::vector<DatasetRow> dataset_rows(const fs::path& folder) {
  const CsvTable table = CsvTable::read(folder / "metadata" / "annotations.csv");
  table.require({"set", "recording_filename", "range_onset", "range_offset"});
  std::vector<DatasetRow> rows;
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (!is_missing(table.at(i, "error"))) continue;  // it was never imported
    DatasetRow row;
    row.place = table.place(i);
    row.set = table.at(i, "set");
    row.recording = table.at(i, "recording_filename");
    if (row.recording.empty() || row.set.empty()) {
      throw Error(Fault::input, row.place, "names no set and recording", "correct or remove the line");
    }
    const std::string& seek = table.at(i, "time_seek");
    if (!is_missing(seek)) row.seek = signed_milliseconds(seek, "time_seek", row.place);
    row.range = {milliseconds_in(table.at(i, "range_onset"), "range_onset", row.place),
                 milliseconds_in(table.at(i, "range_offset"), "range_offset", row.place)};
    if (row.range.end < row.range.begin) {
      throw Error(Fault::input, row.place, "the range ends before it starts", "correct or remove the line");
    }
    row.raw = known(table.at(i, "raw_filename"));
    row.format = known(table.at(i, "format"));
    row.filter = known(table.at(i, "filter"));
    row.converted = known(table.at(i, "annotation_filename"));
    rows.push_back(std::move(row));
  }
  return rows;
}

std::map<std::string, DatasetRecording> dataset_recordings(const fs::path& folder) {
  std::map<std::string, DatasetRecording> recordings;
  const fs::path path = folder / "metadata" / "recordings.csv";
  std::error_code failed;
  if (!fs::exists(path, failed)) return recordings;
  const std::set<std::string> discarded = discarded_children(folder / "metadata" / "children.csv");
  const CsvTable table = CsvTable::read(path);
  table.require({"recording_filename"});
  for (std::size_t i = 0; i < table.size(); ++i) {
    DatasetRecording& recording = recordings[table.at(i, "recording_filename")];
    const std::string& duration = table.at(i, "duration");
    // Without its sound ChildProject writes 0 or nothing.
    if (!is_missing(duration)) recording.duration = milliseconds_in(duration, "duration", table.place(i));
    if (recording.duration == Milliseconds{0}) recording.duration.reset();
    recording.start_time = start_time(table.at(i, "date_iso"), table.at(i, "start_time"));
    recording.discarded = table.at(i, "discard") == "1" || discarded.count(table.at(i, "child_id")) > 0;
  }
  return recordings;
}

}  // namespace lull
