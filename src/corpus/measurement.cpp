#include "lull/corpus/measurement.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <system_error>

#include "corpus/recording_files.hpp"
#include "corpus/run_all.hpp"
#include "corpus/run_files.hpp"
#include "lull/core/sha256.hpp"
#include "lull/core/version.hpp"
#include "lull/events/spans.hpp"
#include "lull/labels/dataset.hpp"
#include "lull/labels/uem.hpp"

namespace lull {
namespace {

namespace fs = std::filesystem;

/// One recording of an annotation file: at the same place in both lists.
struct Loaded {
  std::vector<FoundRecording> found;
  std::vector<Session> sessions;

  void add(const fs::path& path, const std::string& name, Session session, const std::string& problem = {}) {
    // An ending for safe_id to take away; the name may hold dots of its own.
    const Circumstances circumstances{session.recording.start_time, std::nullopt, std::nullopt};
    found.push_back(
        {path, safe_id(name + ".rttm"), session.events.size(), problem, std::nullopt, circumstances});
    sessions.push_back(std::move(session));
  }

  bool has_words() const {
    return std::any_of(sessions.begin(), sessions.end(),
                       [](const Session& each) { return each.transcript.has_value(); });
  }
};

/// The file is named beside it: only the place in it is left of the subject.
std::string said(const Error& error, const fs::path& path) {
  std::string place = error.subject();
  if (place.starts_with(path.string())) place.erase(0, path.string().size());
  if (place.starts_with(", ")) place.erase(0, 2);
  return (place.empty() ? "" : place + ": ") + error.problem() +
         (error.remedy().empty() ? "" : "; " + error.remedy());
}

void refuse_folder(const fs::path& path) {
  std::error_code failed;
  if (fs::is_directory(path, failed) && !is_dataset(path)) {
    throw Error(Fault::input, path.string(), "a folder, but no dataset with metadata/annotations.csv",
                "give the annotation files in it");
  }
}

/// What a file is called without its ending, or a folder.
std::string name_of(const fs::path& path) {
  return (path.has_filename() ? path : path.parent_path()).stem().string();
}

/// What the user gave with the annotations.
struct Given {
  std::optional<Uem> uem;
  std::map<std::string, ClockNote> clocks;
};

void set_clock(const Given& given, const MeasurementOptions& options, RecordingInfo& recording) {
  if (const auto note = given.clocks.find(recording.id); note != given.clocks.end()) {
    recording.start_time = note->second.start_time;
    recording.pauses = note->second.pauses;
  }
  if (options.start_time) recording.start_time = options.start_time;
}

void load(const fs::path& path, const Given& given, const MeasurementOptions& options, Loaded& loaded) {
  try {
    refuse_folder(path);
    Annotations annotations = read_annotations(path, options.reading);
    if (annotations.sessions.empty() && annotations.faults.empty()) {
      annotations.sessions = silent_sessions(given.uem, name_of(path));
    }
    const std::string sha256 = is_dataset(path) ? std::string() : sha256_of_file(path);
    for (Session& session : annotations.sessions) {
      set_clock(given, options, session.recording);
      if (given.uem || !annotations.observed_known) {
        observe(session, given.uem, options.duration);
      } else if (options.duration) {
        session.recording.duration = options.duration;
        session.observed = common(session.observed, joined({{Milliseconds{0}, *options.duration}}));
      }
      if (options.tracks) session.tracks = *options.tracks;
      // A dataset says both of each of its recordings.
      if (session.recording.path.empty()) session.recording.path = path;
      if (session.recording.sha256.empty()) session.recording.sha256 = sha256;
      const std::string name = session.recording.id;
      const fs::path place = session.recording.path;
      loaded.add(place, name, std::move(session));
    }
    for (const Error& fault : annotations.faults) loaded.add(path, name_of(path), {}, said(fault, path));
  } catch (const Error& error) {
    loaded.add(path, name_of(path), {}, said(error, path));
  }
}

/// What the UEM names and no annotation does. It may be silent or not annotated: nobody says. Where an
/// annotation cannot be used this is not known, and that is said instead.
std::vector<std::string> left_out(const MeasurementOptions& options, const Uem& uem, const Loaded& loaded) {
  const auto broken = [](const FoundRecording& each) { return !each.problem.empty(); };
  if (std::any_of(loaded.found.begin(), loaded.found.end(), broken)) return {};
  std::set<std::string> names;
  for (const Session& session : loaded.sessions) names.insert(session.recording.id);
  std::string missing;
  for (const auto& [id, ranges] : uem) {
    if (!names.contains(id)) missing += (missing.empty() ? "" : ", ") + id;
  }
  if (missing.empty()) return {};
  return {options.uem.string() + ": names what no annotation does, and that is not measured: " + missing +
          "; give an empty annotation file of that name where nothing was heard"};
}

/// Everything that decides the numbers beside the annotation itself.
Provenance provenance_of(const MeasurementOptions& options, bool has_lexicon) {
  Provenance provenance{std::string(version()), std::nullopt, std::nullopt, options.metrics, {}};
  if (!options.uem.empty()) provenance.more_settings.emplace_back("uem_sha256", sha256_of_file(options.uem));
  if (has_lexicon) provenance.more_settings.emplace_back("lexicon_sha256", sha256_of_file(options.lexicon));
  if (options.duration) provenance.more_settings.emplace_back("duration_s", as_number(*options.duration));
  if (options.start_time) provenance.more_settings.emplace_back("start", *options.start_time);
  if (options.tracks) {
    std::string tracks;
    if (options.tracks->cry) tracks += ",cry";
    if (options.tracks->adult) tracks += ",adult";
    if (options.tracks->child) tracks += ",child";
    provenance.more_settings.emplace_back("tracks", tracks.substr(std::min<std::size_t>(1, tracks.size())));
  }
  const AnnotationOptions& reading = options.reading;
  if (!reading.format.empty()) provenance.more_settings.emplace_back("format", reading.format);
  for (const auto& [theirs, ours] : reading.labels) {
    provenance.more_settings.emplace_back("map", theirs + "=" + std::string(ours ? name(*ours) : ""));
  }
  for (const std::string& tier : reading.tiers) provenance.more_settings.emplace_back("tier", tier);
  return provenance;
}

}  // namespace

AnalysisResult measure_annotations(std::span<const fs::path> annotations, const MeasurementOptions& options,
                                   const ResultsDirectory& results, std::atomic<bool>& stop,
                                   const std::function<void(const RecordingResult&)>& on_done) {
  Given given;
  if (!options.uem.empty()) given = {read_uem(options.uem), read_clock_notes(options.uem)};
  Loaded loaded;
  for (const fs::path& path : annotations) load(path, given, options, loaded);
  const auto notes = given.uem ? left_out(options, *given.uem, loaded) : std::vector<std::string>{};
  make_unique(loaded.found);

  // Where nothing was transcribed the list decides nothing.
  std::optional<Lexicon> lexicon;
  if (!options.lexicon.empty() && loaded.has_words()) lexicon = Lexicon::read(options.lexicon);
  Provenance provenance = provenance_of(options, lexicon.has_value());
  add_exports(provenance, options.exports);
  RunFiles files(results, fingerprint(provenance), loaded.found.size(), options.force);
  const RunControl control{options.jobs, options.stop_on_error, stop, on_done};
  AnalysisResult result = run_all(loaded.found, control, results, files, [&](std::size_t i) {
    Session& session = loaded.sessions[i];  // nobody else has this one
    if (!options.force) {
      if (auto earlier = earlier_result(loaded.found[i], session.recording.sha256, files.fingerprint(),
                                        results, options.exports)) {
        return *earlier;
      }
    }
    session.recording.id = loaded.found[i].id;
    return write_recording(session, loaded.found[i].circumstances, provenance, results,
                           {options.exports, lexicon ? &*lexicon : nullptr});
  });
  result.notes = notes;
  return result;
}

}  // namespace lull
