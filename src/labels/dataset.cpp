#include "lull/labels/dataset.hpp"

#include <algorithm>
#include <set>
#include <system_error>

#include "labels/dataset_rows.hpp"
#include "labels/formats.hpp"
#include "labels/lines.hpp"
#include "labels/text_lines.hpp"
#include "lull/core/sha256.hpp"
#include "lull/events/spans.hpp"
#include "lull/labels/childproject.hpp"

namespace lull {
namespace {

namespace fs = std::filesystem;

/// A row with what its file says, in the time of the recording.
struct Piece {
  DatasetRow row;
  Session session;
  std::string sha256;  ///< of the file
};

std::string id_of(const std::string& recording) { return fs::path(recording).replace_extension().string(); }

/// Our name of a format of ChildProject, or of the raw file's ending; null for one that we do not read.
const AnnotationFormat* raw_format(const DatasetRow& row) {
  const std::string name = lower_case(row.format);
  if (name.ends_with("rttm")) return &rttm_format;  // vtc_rttm, vcm_rttm
  if (name == "cha") return &chat_format;
  if (const AnnotationFormat* format = annotation_format_named(name)) return format;
  return annotation_format_of(row.raw);
}

void move_and_cut(Session& session, Milliseconds seek, const TimeSpan& range) {
  const auto moved = [&](const TimeSpan& when) {
    return intersection(TimeSpan{when.begin + seek, when.end + seek}, range);
  };
  std::vector<Event> events;
  for (Event& event : session.events) {
    const auto when = moved(event.when);
    if (!when) continue;
    event.when = *when;
    events.push_back(event);
  }
  session.events = std::move(events);
  std::vector<RecorderPause>& pauses = session.recording.pauses;
  for (RecorderPause& pause : pauses) pause.at += seek;
  std::erase_if(pauses, [&](const RecorderPause& pause) { return !range.contains(pause.at); });
  if (!session.transcript) return;
  std::vector<Utterance> said;
  for (Utterance& each : *session.transcript) {
    if (const auto when = moved(each.when)) said.push_back({each.speaker, *when, std::move(each.text)});
  }
  session.transcript = std::move(said);
}

/// The session of the row's recording in a file that may name several: by the row's filter, else by the
/// recording's name, else the only one.
Session pick(Annotations annotations, const DatasetRow& row, const fs::path& file) {
  if (!annotations.faults.empty()) throw annotations.faults.front();
  std::vector<Session>& sessions = annotations.sessions;
  const std::string wanted = row.filter.empty() ? id_of(row.recording) : row.filter;
  const auto named = std::find_if(sessions.begin(), sessions.end(),
                                  [&](const Session& each) { return each.recording.id == wanted; });
  if (named != sessions.end()) return std::move(*named);
  if (sessions.size() == 1 && row.filter.empty()) return std::move(sessions.front());
  if (sessions.empty()) {  // nobody was heard
    Session silence;
    silence.tracks = {false, false, false};
    return silence;
  }
  throw Error(Fault::input, file.string(), "holds no recording '" + wanted + "'",
              "say which one in the column filter of " + row.place);
}

/// Reads the files of a dataset.
class DatasetReader {
 public:
  DatasetReader(const fs::path& folder, const AnnotationOptions& options)
      : folder_(folder), options_(options) {
    options_.tiers.clear();  // they choose sets
    options_.format.clear();
  }

  Piece read(const DatasetRow& row) const {
    const fs::path set = folder_ / "annotations" / row.set;
    const fs::path converted = set / "converted" / row.converted, raw = set / "raw" / row.raw;
    if (!row.converted.empty() && is_file(converted)) {
      std::ifstream in = open_annotation(converted);
      Annotations all = read_childproject(in, converted.string(), options_, row.seek);
      return piece(row, pick(std::move(all), row, converted), Milliseconds{0}, converted);
    }
    if (row.raw.empty() || !is_file(raw)) {
      throw Error(Fault::input, row.place,
                  "the annotations are not there: " + (row.converted.empty() ? raw : converted).string(),
                  "get the files of the dataset");
    }
    const AnnotationFormat* format = raw_format(row);
    if (format == nullptr) {
      throw Error(Fault::input, row.place, "'" + row.format + "' is no format that is read: " + raw.string(),
                  "import it with ChildProject, or see `lull help formats`");
    }
    std::ifstream in = open_annotation(raw);
    Annotations all = format->read(in, raw.string(), options_);
    return piece(row, pick(std::move(all), row, raw), row.seek, raw);
  }

 private:
  static bool is_file(const fs::path& path) {
    std::error_code failed;
    return fs::is_regular_file(path, failed);
  }

  static Piece piece(const DatasetRow& row, Session session, Milliseconds seek, const fs::path& file) {
    move_and_cut(session, seek, row.range);
    return {row, std::move(session), sha256_of_file(file)};
  }

  fs::path folder_;
  AnnotationOptions options_;
};

void refuse_unknown_sets(const std::vector<DatasetRow>& rows, const AnnotationOptions& options,
                         const fs::path& folder) {
  std::set<std::string> sets;
  for (const DatasetRow& row : rows) sets.insert(row.set);
  for (const std::string& tier : options.tiers) {
    if (sets.count(tier) == 0) {
      throw Error(Fault::input, folder.string(), "has no annotation set '" + tier + "' but " + listed(sets));
    }
  }
}

/// The rows of the chosen sets of what is not discarded. Throws if none is chosen where there is a choice.
std::vector<DatasetRow> chosen_rows(const fs::path& folder, const AnnotationOptions& options,
                                    const std::map<std::string, DatasetRecording>& recordings) {
  std::vector<DatasetRow> rows = dataset_rows(folder), chosen;
  if (rows.empty())
    throw Error(Fault::input, folder.string(), "lists no annotations in metadata/annotations.csv");
  refuse_unknown_sets(rows, options, folder);
  std::map<std::string, std::set<std::string>> sets;
  for (DatasetRow& row : rows) {
    const auto found = recordings.find(row.recording);
    if (found != recordings.end() && found->second.discarded) continue;
    const auto& tiers = options.tiers;
    if (!tiers.empty() && std::find(tiers.begin(), tiers.end(), row.set) == tiers.end()) continue;
    sets[row.recording].insert(row.set);
    chosen.push_back(std::move(row));
  }
  for (const auto& [recording, names] : sets) {
    if (options.tiers.empty() && names.size() > 1) {
      throw Error(Fault::input, folder.string(),
                  "the annotation sets " + listed(names) + " cover " + recording, "choose one with --tier");
    }
  }
  return chosen;
}

/// What all sets cover, of the ranges of each.
std::vector<TimeSpan> covered(const std::vector<const Piece*>& pieces) {
  std::map<std::string, std::vector<TimeSpan>> ranges;
  for (const Piece* piece : pieces) ranges[piece->row.set].push_back(piece->row.range);
  std::optional<std::vector<TimeSpan>> all;
  for (auto& [set, spans] : ranges) {
    std::vector<TimeSpan> whole = joined(std::move(spans));
    all = all ? common(*all, whole) : std::move(whole);
  }
  return all.value_or(std::vector<TimeSpan>{});
}

void add(Session& session, Session&& other) {
  session.tracks.adult = session.tracks.adult || other.tracks.adult;
  session.tracks.child = session.tracks.child || other.tracks.child;
  session.events.insert(session.events.end(), other.events.begin(), other.events.end());
  session.warnings.insert(session.warnings.end(), other.warnings.begin(), other.warnings.end());
  std::vector<RecorderPause>& pauses = session.recording.pauses;
  for (const RecorderPause& pause : other.recording.pauses) {
    const bool known = std::any_of(pauses.begin(), pauses.end(),
                                   [&](const RecorderPause& each) { return each.at == pause.at; });
    if (!known) pauses.push_back(pause);
  }
  if (!other.transcript) return;
  if (!session.transcript) session.transcript.emplace();
  for (Utterance& each : *other.transcript) session.transcript->push_back(std::move(each));
}

/// One session of all that was read of a recording.
Session merge(std::vector<Piece*> pieces, const DatasetRecording& recording, const fs::path& folder,
              const std::set<std::string>& sets_that_know_crying) {
  const std::vector<const Piece*> all(pieces.begin(), pieces.end());
  std::string sources;  // everything that decides the session
  bool cry = false;
  for (const Piece* piece : all) {
    const DatasetRow& row = piece->row;
    cry = cry || sets_that_know_crying.count(row.set) > 0;
    sources += piece->sha256 + " " + row.set + " " + std::to_string(row.seek.count()) + " " +
               std::to_string(row.range.begin.count()) + " " + std::to_string(row.range.end.count()) + "\n";
  }
  std::vector<TimeSpan> observed = covered(all);
  const std::string& name = pieces.front()->row.recording;
  Session session = std::move(pieces.front()->session);
  for (std::size_t i = 1; i < pieces.size(); ++i) add(session, std::move(pieces[i]->session));
  std::stable_sort(session.events.begin(), session.events.end(), earlier);
  std::vector<RecorderPause>& pauses = session.recording.pauses;
  std::stable_sort(pauses.begin(), pauses.end(),
                   [](const RecorderPause& a, const RecorderPause& b) { return a.at < b.at; });
  if (session.transcript) {
    std::stable_sort(session.transcript->begin(), session.transcript->end(),
                     [](const Utterance& a, const Utterance& b) { return a.when < b.when; });
  }
  session.tracks.cry = cry;
  session.recording.id = id_of(name);
  session.recording.path = folder / "recordings" / "raw" / name;
  session.recording.duration = recording.duration;
  if (recording.start_time) session.recording.start_time = recording.start_time;
  if (recording.duration) {
    observed = common(observed, joined({{Milliseconds{0}, *recording.duration}}));
    sources += std::to_string(recording.duration->count());
  }
  sources += session.recording.start_time.value_or("");
  std::vector<Milliseconds> cuts;
  for (const RecorderPause& pause : pauses) cuts.push_back(pause.at);
  session.observed = cut_at(observed, std::move(cuts));
  session.recording.sha256 = sha256_of(sources);
  return session;
}

/// The recordings of the dataset that no chosen row speaks of.
std::vector<std::string> left_out(const std::map<std::string, DatasetRecording>& recordings,
                                  const std::set<std::string>& met, const fs::path& folder) {
  constexpr std::size_t named = 5;
  std::size_t count = 0;
  std::string names;
  for (const auto& [name, recording] : recordings) {
    if (recording.discarded || met.contains(name)) continue;
    if (++count <= named) names += (names.empty() ? "" : ", ") + name;
  }
  if (count == 0) return {};
  if (count > named) names += " and " + std::to_string(count - named) + " more";
  return {folder.string() + ": not annotated in the chosen sets, and left out: " + names};
}

}  // namespace

bool is_dataset(const fs::path& folder) {
  std::error_code failed;
  return fs::is_directory(folder, failed) && fs::exists(folder / "metadata" / "annotations.csv", failed);
}

Annotations read_dataset(const fs::path& folder, const AnnotationOptions& options) {
  const auto recordings = dataset_recordings(folder);
  const std::vector<DatasetRow> rows = chosen_rows(folder, options, recordings);
  const DatasetReader reader(folder, options);
  Annotations annotations;
  annotations.observed_known = true;
  std::vector<std::string> order;  // of recordings, by their first row
  std::set<std::string> met;
  std::map<std::string, std::vector<Piece>> pieces;
  std::map<std::string, Error> faults;
  std::set<std::string> sets_that_know_crying;
  for (const DatasetRow& row : rows) {
    if (met.insert(row.recording).second) order.push_back(row.recording);
    if (faults.count(row.recording) > 0) continue;
    try {
      Piece piece = reader.read(row);
      if (piece.session.tracks.cry) sets_that_know_crying.insert(row.set);
      pieces[row.recording].push_back(std::move(piece));
    } catch (const Error& error) {
      faults.emplace(row.recording, error);
    }
  }
  for (const std::string& name : order) {
    if (const auto fault = faults.find(name); fault != faults.end()) {
      annotations.faults.push_back(fault->second);
      continue;
    }
    std::vector<Piece*> all;
    for (Piece& piece : pieces[name]) all.push_back(&piece);
    const auto known = recordings.find(name);
    annotations.sessions.push_back(merge(all, known == recordings.end() ? DatasetRecording{} : known->second,
                                         folder, sets_that_know_crying));
  }
  annotations.notes = left_out(recordings, met, folder);
  return annotations;
}

}  // namespace lull
