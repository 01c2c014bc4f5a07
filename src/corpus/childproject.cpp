#include "corpus/childproject.hpp"

#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <map>
#include <set>
#include <system_error>

#include "lull/core/csv.hpp"
#include "lull/core/error.hpp"
#include "lull/core/text.hpp"

namespace lull {
namespace {

namespace fs = std::filesystem;

/// Exactly `digits` decimal digits at `at`, else nothing.
std::optional<int> number_at(std::string_view text, std::size_t at, std::size_t digits) {
  if (text.size() < at + digits) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(at, digits)) {
    if (c < '0' || c > '9') return std::nullopt;
    value = value * 10 + (c - '0');
  }
  return value;
}

std::optional<std::chrono::sys_days> date_of(std::string_view text) {
  const auto year = number_at(text, 0, 4), month = number_at(text, 5, 2), day = number_at(text, 8, 2);
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day)));
  return date.ok() ? std::optional(std::chrono::sys_days(date)) : std::nullopt;
}

/// Date of birth of each child.
std::map<std::string, std::string> births_in(const fs::path& file) {
  std::map<std::string, std::string> births;
  std::error_code failed;
  if (!fs::exists(file, failed)) return births;
  const CsvTable children = CsvTable::read(file);
  children.require({"child_id"});
  for (std::size_t row = 0; row < children.size(); ++row) {
    births.emplace(children.at(row, "child_id"), children.at(row, "child_dob"));
  }
  return births;
}

/// Counts rows of one kind; the first is named.
class Complaint {
 public:
  explicit Complaint(std::string what) : what_(std::move(what)) {}
  void add(const std::string& place) {
    if (count_++ == 0) first_ = place;
  }
  void tell(std::vector<std::string>& notes) const {
    if (count_ == 0) return;
    notes.push_back(first_ + (count_ > 1 ? fmt::format(" and {} more", count_ - 1) : "") + ": " + what_);
  }

 private:
  std::string what_, first_;
  std::size_t count_ = 0;
};

std::string problem_with(const fs::path& name) {
  for (const fs::path& part : name) {
    if (part == "..") return "recordings.csv names a file outside recordings/raw; correct it";
  }
  return name.is_absolute() ? "recordings.csv names a file outside recordings/raw; correct it" : "";
}

}  // namespace

std::optional<fs::path> dataset_folder(const fs::path& path) {
  std::error_code failed;
  if (fs::is_regular_file(path / "metadata/recordings.csv", failed)) return path;
  if (path.filename() != "recordings.csv" || !fs::is_regular_file(path, failed)) return std::nullopt;
  const fs::path above = path.parent_path();
  if (above.filename() != "metadata") return std::nullopt;
  return above.parent_path().empty() ? fs::path(".") : above.parent_path();
}

Dataset read_metadata(const fs::path& folder) {
  const CsvTable table = CsvTable::read(folder / "metadata/recordings.csv");
  table.require({"recording_filename"});
  const auto births = births_in(folder / "metadata/children.csv");
  Complaint no_file("names no file: passed over"), twice("named twice: the first row counts"),
      no_clock("date_iso and start_time are no date and time of day: the clock time stays unknown"),
      no_age("the child's age cannot be told: date_iso, child_id or child_dob is missing or wrong");
  Dataset dataset{folder / "recordings/raw", {}, {}};
  std::set<std::string> seen;
  for (std::size_t row = 0; row < table.size(); ++row) {
    const std::string& name = table.at(row, "recording_filename");
    if (is_missing(name)) {
      no_file.add(table.place(row));
      continue;
    }
    if (!seen.insert(name).second) {
      twice.add(table.place(row));
      continue;
    }
    const std::string& date = table.at(row, "date_iso");
    const std::string& time = table.at(row, "start_time");
    DatasetRecording recording{name, {}, problem_with(name)};
    recording.circumstances.start_time = clock_time(date, time);
    if (!recording.circumstances.start_time && !is_missing(date) && !is_missing(time))
      no_clock.add(table.place(row));
    const std::string& child = table.at(row, "child_id");
    if (!is_missing(child)) recording.circumstances.child_id = as_utf8(child);  // as our tables have it
    const auto birth = births.find(child);
    if (birth != births.end()) recording.circumstances.child_age_days = days_between(birth->second, date);
    if (!recording.circumstances.child_age_days) no_age.add(table.place(row));
    dataset.recordings.push_back(std::move(recording));
  }
  for (const Complaint* each : {&no_file, &twice, &no_clock, &no_age}) each->tell(dataset.notes);
  return dataset;
}

std::optional<std::string> clock_time(std::string_view date, std::string_view time) {
  const auto hours = number_at(time, 0, 2), minutes = number_at(time, 3, 2);
  const bool short_form = time.size() == 5, long_form = time.size() == 8 && time[5] == ':';
  const auto seconds = long_form ? number_at(time, 6, 2) : std::optional(0);
  if (!date_of(date) || !(short_form || long_form) || time[2] != ':') return std::nullopt;
  if (!hours || !minutes || !seconds || *hours > 23 || *minutes > 59 || *seconds > 59) return std::nullopt;
  return fmt::format("{}T{:02}:{:02}:{:02}", date, *hours, *minutes, *seconds);
}

std::optional<std::int64_t> days_between(std::string_view from, std::string_view to) {
  const auto first = date_of(from), last = date_of(to);
  if (!first || !last || *last < *first) return std::nullopt;
  return (*last - *first).count();
}

}  // namespace lull
