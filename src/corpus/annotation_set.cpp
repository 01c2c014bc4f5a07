#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <system_error>

#include "lull/core/csv.hpp"
#include "lull/corpus/annotation_pairs.hpp"
#include "lull/labels/annotations.hpp"
#include "lull/labels/uem.hpp"
#include "lull/report/table.hpp"
#include "lull/store/results.hpp"

namespace lull {
namespace {

namespace fs = std::filesystem;

constexpr const char* segments_name = "segments.rttm";

/// An annotation file, and what to call its recording if it names none.
struct AnnotationFile {
  fs::path path;
  std::string name;
  bool result = false;  ///< of a results directory
};

/// What is taken from a folder: tables and texts may hold anything, they have to be named.
bool is_annotation(const fs::path& path) {
  const AnnotationFormat* format = annotation_format_of(path);
  return format && format->name != "csv" && format->name != "audacity";
}

bool hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

/// Annotation files in a folder and the folders in it, by name.
std::vector<AnnotationFile> files_in(const fs::path& folder) {
  const fs::path sessions = folder / "sessions";
  std::error_code failed;
  const bool result = fs::is_directory(sessions, failed);
  const fs::path& root = result ? sessions : folder;
  std::vector<AnnotationFile> files;
  fs::recursive_directory_iterator walk(root, failed), end;
  for (; !failed && walk != end; walk.increment(failed)) {
    if (hidden(walk->path())) {
      walk.disable_recursion_pending();
      continue;
    }
    std::error_code ignored;
    if (!walk->is_regular_file(ignored) || !is_annotation(walk->path())) continue;
    if (result && walk->path().filename() != segments_name) continue;
    const fs::path relative = walk->path().lexically_relative(root);
    files.push_back(
        {walk->path(), result ? relative.parent_path().generic_string() : relative.stem().string(), result});
  }
  if (failed) throw Error(Fault::input, root.string(), "cannot be read: " + failed.message());
  std::sort(files.begin(), files.end(),
            [](const AnnotationFile& a, const AnnotationFile& b) { return a.path < b.path; });
  return files;
}

std::vector<AnnotationFile> files_at(const fs::path& path) {
  std::error_code failed;
  if (!fs::exists(path, failed)) throw Error(Fault::input, path.string(), "not there", "check the path");
  if (!fs::is_directory(path, failed)) {
    if (!is_annotation(path)) {
      throw Error(Fault::input, path.string(), "no format that segments are compared from",
                  "give RTTM, a folder of it, or a results directory");
    }
    return {{path, path.stem().string()}};
  }
  std::vector<AnnotationFile> files = files_in(path);
  if (files.empty()) {
    throw Error(Fault::input, path.string(), "no annotation in it", "give RTTM files or a results directory");
  }
  return files;
}

/// A results directory says which tracks were listened for; what it does not say is all of them.
TrackSet tracks_of_result(const fs::path& segments) {
  TrackSet tracks;
  const fs::path metrics = segments.parent_path() / "metrics.json";
  const auto json = nlohmann::json::parse(read_file(metrics), nullptr, false);
  if (!json.is_object() || !json.contains("recording") || !json["recording"].contains("tracks"))
    return tracks;
  const auto& said = json["recording"]["tracks"];
  if (!said.is_object()) return tracks;
  const auto listened = [&](const char* key) {
    return !said.contains(key) || !said[key].is_boolean() || said[key].get<bool>();
  };
  tracks.cry = listened("cry");
  tracks.adult = listened("adult");
  tracks.child = listened("child");
  return tracks;
}

/// RTTM has no place for confidences; segments.csv beside it names them by onset, offset (ms) and label. A
/// segment that it does not name keeps none.
void add_confidences(const fs::path& segments, Session& session) {
  const fs::path path = segments.parent_path() / "segments.csv";
  if (std::error_code failed; !fs::exists(path, failed)) return;
  const CsvTable table = CsvTable::read(path);
  std::map<std::array<std::string, 3>, float> known;
  for (std::size_t row = 0; row < table.size(); ++row) {
    std::optional<double> confidence;
    parse_cell(table.at(row, "confidence"), confidence);
    if (!confidence) continue;
    known[{table.at(row, "segment_onset"), table.at(row, "segment_offset"), table.at(row, "label")}] =
        static_cast<float>(*confidence);
  }
  for (Event& event : session.events) {
    const auto found = known.find({std::to_string(event.when.begin.count()),
                                   std::to_string(event.when.end.count()), std::string(name(event.label))});
    if (found != known.end()) event.confidence = found->second;
  }
}

void load(const AnnotationFile& file, AnnotationSet& set) {
  Annotations annotations = read_annotations(file.path);
  std::optional<Uem> uem;
  const fs::path beside = fs::path(file.path).replace_extension(".uem");
  std::error_code ignored;
  if (fs::exists(beside, ignored)) uem = read_uem(beside);
  if (annotations.sessions.empty() && annotations.faults.empty()) {
    annotations.sessions = silent_sessions(std::nullopt, file.name);
    if (uem && uem->size() == 1) annotations.sessions[0].recording.id = uem->begin()->first;
  }
  for (Session& session : annotations.sessions) {
    session.recording.path = file.path;
    const bool ranged = uem && uem->contains(session.recording.id);
    if (ranged) observe(session, uem, std::nullopt);
    if (file.result) {
      session.tracks = tracks_of_result(file.path);
      add_confidences(file.path, session);
    }
    set.entries.push_back({std::move(session), ranged});
  }
  set.faults.insert(set.faults.end(), annotations.faults.begin(), annotations.faults.end());
}

/// Keeps none of the recordings that are there twice: nobody can tell which is meant.
void refuse_doubles(AnnotationSet& set) {
  const auto id = [](const AnnotationSet::Entry& entry) -> const std::string& {
    return entry.session.recording.id;
  };
  std::stable_sort(set.entries.begin(), set.entries.end(),
                   [&](const auto& a, const auto& b) { return id(a) < id(b); });
  std::vector<AnnotationSet::Entry> kept;
  for (std::size_t first = 0; first < set.entries.size();) {
    std::size_t end = first + 1;
    while (end < set.entries.size() && id(set.entries[end]) == id(set.entries[first])) ++end;
    if (end - first == 1) {
      kept.push_back(std::move(set.entries[first]));
    } else {
      set.faults.emplace_back(Fault::input, id(set.entries[first]),
                              "in more than one file: " + set.entries[first].session.recording.path.string() +
                                  " and " + set.entries[first + 1].session.recording.path.string(),
                              "keep one of them");
    }
    first = end;
  }
  set.entries = std::move(kept);
}

void share_tracks(AnnotationSet& set, const std::optional<TrackSet>& given) {
  TrackSet shown{false, false, false};
  for (const auto& entry : set.entries) {
    shown.cry = shown.cry || entry.session.tracks.cry;
    shown.adult = shown.adult || entry.session.tracks.adult;
    shown.child = shown.child || entry.session.tracks.child;
  }
  for (auto& entry : set.entries) entry.session.tracks = given.value_or(shown);
}

}  // namespace

AnnotationSet load_annotations(const fs::path& path, const std::optional<TrackSet>& tracks) {
  AnnotationSet set;
  for (const AnnotationFile& file : files_at(path)) {
    try {
      load(file, set);
    } catch (const Error& error) {
      set.faults.push_back(error);
    }
  }
  refuse_doubles(set);
  share_tracks(set, tracks);
  return set;
}

}  // namespace lull
