#include "lull/corpus/measurement.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <system_error>
#include <utility>

#include "corpus/childproject.hpp"
#include "corpus/recording_files.hpp"
#include "corpus/run_all.hpp"
#include "corpus/run_files.hpp"
#include "lull/core/sha256.hpp"
#include "lull/core/version.hpp"
#include "lull/corpus/annotation_audio.hpp"
#include "lull/events/spans.hpp"
#include "lull/labels/dataset.hpp"
#include "lull/labels/uem.hpp"
#include "lull/pipeline/hearing.hpp"

namespace lull {
namespace {

namespace fs = std::filesystem;

/// One recording of an annotation file: at the same place in both lists.
struct Loaded {
  std::vector<FoundRecording> found;
  std::vector<Session> sessions;
  std::vector<const FoundRecording*> audio;  // null where there is none
  std::vector<std::string> notes;
  std::map<std::string, Circumstances> metadata;  // of a dataset's recordings, by name

  void add(const fs::path& path, const std::string& name, Session session, const FoundRecording* sound,
           const std::string& problem = {}) {
    // An ending for safe_id to take away; the name may hold dots of its own.
    Circumstances circumstances;
    // The child, where a dataset knows it: that of the annotations before that of the sound.
    if (const auto known = metadata.find(name); known != metadata.end()) {
      circumstances = known->second;
    } else if (sound != nullptr) {
      circumstances = sound->circumstances;
    }
    circumstances.start_time = session.recording.start_time;
    found.push_back(
        {path, safe_id(name + ".rttm"), session.events.size(), problem, std::nullopt, circumstances});
    sessions.push_back(std::move(session));
    audio.push_back(sound);
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
  AnnotationAudio audio;
};

void set_clock(const Given& given, const MeasurementOptions& options, RecordingInfo& recording) {
  if (const auto note = given.clocks.find(recording.id); note != given.clocks.end()) {
    recording.start_time = note->second.start_time;
    recording.pauses = note->second.pauses;
  }
  if (options.start_time) recording.start_time = options.start_time;
}

/// The recording that an annotation is of; null where none is given. `alone`: it is the only annotation.
const FoundRecording* audio_of(const Session& session, const Given& given, bool alone) {
  const FoundRecording* audio = alone ? given.audio.only() : nullptr;
  if (audio == nullptr) audio = given.audio.find(session.recording.id);
  if (audio != nullptr && !audio->problem.empty())
    throw Error(Fault::input, audio->path.string(), audio->problem);
  return audio;
}

/// Says what was observed of a session, and how long its recording is; `declared` is what the audio file
/// says.
void set_observed(Session& session, const Given& given, const MeasurementOptions& options,
                  bool observed_known, std::optional<Milliseconds> declared) {
  std::optional<Milliseconds> length = options.duration;
  if (!length && !session.recording.duration) length = declared;
  if (given.uem || !observed_known) {
    observe(session, given.uem, length);
  } else if (length) {
    session.recording.duration = length;
    session.observed = common(session.observed, joined({{Milliseconds{0}, *length}}));
  }
}

/// Segments that begin behind the end of the recording have no sound there: perhaps it is another one.
void note_what_is_behind(std::optional<Milliseconds> declared, const Session& session,
                         const FoundRecording& audio, std::vector<std::string>& notes) {
  if (!declared) return;
  const auto behind = std::count_if(session.events.begin(), session.events.end(),
                                    [&](const Event& event) { return event.when.begin >= *declared; });
  if (behind == 0) return;
  notes.push_back(audio.path.string() + ": " + std::to_string(behind) + " of " +
                  std::to_string(session.events.size()) +
                  " annotated segments begin behind its end and have no sound; is it the recording of " +
                  session.recording.id + "?");
}

/// One of the sessions of an annotation file; `sha256` is the file's.
void load_session(Session& session, const fs::path& path, const std::string& sha256, const Given& given,
                  const MeasurementOptions& options, bool observed_known, bool alone, Loaded& loaded) {
  RecordingInfo& recording = session.recording;
  const std::string name = recording.id;
  // A dataset says both of each of its recordings.
  if (recording.path.empty()) recording.path = path;
  if (recording.sha256.empty()) recording.sha256 = sha256;
  const fs::path place = recording.path;
  try {
    set_clock(given, options, recording);
    const FoundRecording* audio = audio_of(session, given, alone);
    const auto declared = audio != nullptr ? AudioReader(audio->path).info().duration : std::nullopt;
    set_observed(session, given, options, observed_known, declared);
    if (options.tracks) session.tracks = *options.tracks;
    if (audio != nullptr) {
      note_what_is_behind(declared, session, *audio, loaded.notes);
      recording.path = audio->path;
      if (!recording.start_time) recording.start_time = audio->circumstances.start_time;
    }
    const fs::path heard = recording.path;  // a copy: the session is moved
    loaded.add(heard, name, std::move(session), audio);
  } catch (const Error& error) {
    loaded.add(place, name, {}, nullptr, error.what());
  }
}

/// What the tables of a dataset say of its recordings; of other annotations nothing.
void load_metadata(const fs::path& path, const MeasurementOptions& options, Loaded& loaded) {
  if (!is_dataset(path) || !dataset_folder(path)) return;
  const Dataset dataset = read_metadata(path);
  for (const DatasetRecording& each : dataset.recordings) {
    loaded.metadata.emplace(fs::path(each.name).replace_extension().string(), each.circumstances);
  }
  // With the sound of a dataset they are told when that is found.
  if (options.audio.empty())
    loaded.notes.insert(loaded.notes.end(), dataset.notes.begin(), dataset.notes.end());
}

/// `alone`: no other annotation is given.
void load(const fs::path& path, const Given& given, const MeasurementOptions& options, bool alone,
          Loaded& loaded) {
  loaded.metadata.clear();
  try {
    refuse_folder(path);
    load_metadata(path, options, loaded);
    Annotations annotations = read_annotations(path, options.reading);
    if (annotations.sessions.empty() && annotations.faults.empty()) {
      annotations.sessions = silent_sessions(given.uem, name_of(path));
    }
    loaded.notes.insert(loaded.notes.end(), annotations.notes.begin(), annotations.notes.end());
    const std::string sha256 = is_dataset(path) ? std::string() : sha256_of_file(path);
    alone = alone && annotations.sessions.size() == 1;
    for (Session& session : annotations.sessions) {
      load_session(session, path, sha256, given, options, annotations.observed_known, alone, loaded);
    }
    for (const Error& fault : annotations.faults)
      loaded.add(path, name_of(path), {}, nullptr, said(fault, path));
  } catch (const Error& error) {
    loaded.add(path, name_of(path), {}, nullptr, said(error, path));
  }
}

/// The annotations whose recordings are not among those given: they are measured without sound.
std::vector<std::string> without_audio(const MeasurementOptions& options, const Loaded& loaded) {
  std::string missing;
  for (std::size_t i = 0; i < loaded.found.size(); ++i) {
    if (loaded.audio[i] != nullptr || !loaded.found[i].problem.empty()) continue;
    missing += (missing.empty() ? "" : ", ") + loaded.found[i].id;
  }
  if (options.audio.empty() || missing.empty()) return {};
  return {"--audio: holds no recording of " + missing +
          ": measured without sound; name the files as the annotations do"};
}

/// What the UEM names and no annotation does. It may be silent or not annotated: nobody says. Where an
/// annotation cannot be used this is not known, and that is said instead.
std::vector<std::string> left_out(const MeasurementOptions& options, const Uem& uem, const Loaded& loaded) {
  const auto broken = [](const FoundRecording& each) { return !each.problem.empty(); };
  if (std::any_of(loaded.found.begin(), loaded.found.end(), broken)) return {};
  std::set<std::string> names;
  for (const Session& session : loaded.sessions) {
    names.insert({session.recording.id, uem_name(session.recording.id)});
  }
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
  if (!options.audio.empty() && options.reader.channel) {
    provenance.more_settings.emplace_back("channel", std::int64_t{*options.reader.channel});
  }
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
  if (!options.uem.empty()) given = {read_uem(options.uem), read_clock_notes(options.uem), {}};
  given.audio = AnnotationAudio(options.audio);
  Loaded loaded;
  for (const fs::path& path : annotations) load(path, given, options, annotations.size() == 1, loaded);
  auto notes = given.uem ? left_out(options, *given.uem, loaded) : std::vector<std::string>{};
  for (std::string& note : without_audio(options, loaded)) notes.push_back(std::move(note));
  notes.insert(notes.end(), loaded.notes.begin(), loaded.notes.end());
  make_unique(loaded.found);

  // Where nothing was transcribed the list decides nothing.
  std::optional<Lexicon> lexicon;
  if (!options.lexicon.empty() && loaded.has_words()) lexicon = Lexicon::read(options.lexicon);
  Provenance provenance = provenance_of(options, lexicon.has_value());
  add_exports(provenance, options.exports);
  RunFiles files(results, fingerprint(provenance), loaded.found.size(),
                 {.force = options.force, .parquet = options.parquet});
  const FramePlan frames{FrameOptions{}};
  const RunControl control{options.jobs, options.stop_on_error, stop, on_done};
  AnalysisResult result = run_all(loaded.found, control, results, files, [&](std::size_t i) {
    Session& session = loaded.sessions[i];  // nobody else has this one
    const FoundRecording* audio = loaded.audio[i];
    if (audio != nullptr) {
      session.recording.annotation_sha256 =
          std::exchange(session.recording.sha256, sha256_of_file(audio->path));
    }
    if (!options.force) {
      if (auto earlier = earlier_result(loaded.found[i], session.recording, files.fingerprint(), results,
                                        options.exports)) {
        return *earlier;
      }
    }
    if (audio != nullptr) {
      AudioReader reader(audio->path, options.reader);
      hear(reader, frames, options.metrics, session);
    }
    session.recording.id = loaded.found[i].id;
    return write_recording(session, loaded.found[i].circumstances, provenance, results,
                           {options.exports, lexicon ? &*lexicon : nullptr});
  });
  result.notes = notes;
  return result;
}

}  // namespace lull
