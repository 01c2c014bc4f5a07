#include "lull/corpus/measurement.hpp"

#include <algorithm>
#include <system_error>

#include "corpus/recording_files.hpp"
#include "corpus/run_all.hpp"
#include "corpus/run_files.hpp"
#include "lull/core/sha256.hpp"
#include "lull/core/version.hpp"
#include "lull/labels/rttm.hpp"
#include "lull/labels/uem.hpp"

namespace lull {
namespace {

namespace fs = std::filesystem;

/// One recording of an annotation file: at the same place in both lists.
struct Loaded {
  std::vector<FoundRecording> found;
  std::vector<Session> sessions;

  void add(const fs::path& path, const std::string& name, Session session, const std::string& problem = {}) {
    // The ending is one that safe_id takes away; the name may hold dots of its own.
    found.push_back({path, safe_id(name + ".rttm"), session.events.size(), problem, std::nullopt, {}});
    sessions.push_back(std::move(session));
  }
};

std::string said(const Error& error) {
  return error.subject() + ": " + error.problem() + (error.remedy().empty() ? "" : "; " + error.remedy());
}

void refuse_other_formats(const fs::path& path) {
  std::error_code failed;
  if (fs::is_directory(path, failed)) {
    throw Error(Fault::input, path.string(), "a folder", "give the annotation files in it");
  }
  const std::string ending = path.extension().string();
  if (ending != ".rttm" && ending != ".RTTM") {
    throw Error(Fault::input, path.string(), "no format that this version measures from",
                "convert it to RTTM");
  }
}

void load(const fs::path& path, const std::optional<Uem>& uem, const MeasurementOptions& options,
          Loaded& loaded) {
  try {
    refuse_other_formats(path);
    Annotations annotations = read_rttm(path);
    if (annotations.sessions.empty() && annotations.faults.empty()) {
      annotations.sessions = silent_sessions(uem, path.stem().string());
    }
    const std::string sha256 = sha256_of_file(path);
    for (Session& session : annotations.sessions) {
      observe(session, uem, options.duration);
      if (options.tracks) session.tracks = *options.tracks;
      session.recording.path = path;
      session.recording.sha256 = sha256;
      const std::string name = session.recording.id;
      loaded.add(path, name, std::move(session));
    }
    for (const Error& fault : annotations.faults) loaded.add(path, path.stem().string(), {}, said(fault));
  } catch (const Error& error) {
    loaded.add(path, path.stem().string(), {},
               error.problem() + (error.remedy().empty() ? "" : "; " + error.remedy()));
  }
}

/// Everything that decides the numbers beside the annotation itself.
Provenance provenance_of(const MeasurementOptions& options) {
  Provenance provenance{std::string(version()), std::nullopt, std::nullopt, options.metrics, {}};
  if (!options.uem.empty()) provenance.more_settings.emplace_back("uem_sha256", sha256_of_file(options.uem));
  if (options.duration) provenance.more_settings.emplace_back("duration_s", as_number(*options.duration));
  if (options.tracks) {
    std::string tracks;
    if (options.tracks->cry) tracks += ",cry";
    if (options.tracks->adult) tracks += ",adult";
    if (options.tracks->child) tracks += ",child";
    provenance.more_settings.emplace_back("tracks", tracks.substr(std::min<std::size_t>(1, tracks.size())));
  }
  return provenance;
}

}  // namespace

AnalysisResult measure_annotations(std::span<const fs::path> annotations, const MeasurementOptions& options,
                                   const ResultsDirectory& results, std::atomic<bool>& stop,
                                   const std::function<void(const RecordingResult&)>& on_done) {
  std::optional<Uem> uem;
  if (!options.uem.empty()) uem = read_uem(options.uem);
  Loaded loaded;
  for (const fs::path& path : annotations) load(path, uem, options, loaded);
  make_unique(loaded.found);

  const Provenance provenance = provenance_of(options);
  RunFiles files(results, fingerprint(provenance), loaded.found.size(), options.force);
  const RunControl control{options.jobs, options.stop_on_error, stop, on_done};
  return run_all(loaded.found, control, results, files, [&](std::size_t i) {
    Session& session = loaded.sessions[i];  // nobody else has this one
    if (!options.force) {
      if (auto earlier =
              earlier_result(loaded.found[i], session.recording.sha256, files.fingerprint(), results)) {
        return *earlier;
      }
    }
    session.recording.id = loaded.found[i].id;
    return write_recording(session, loaded.found[i].circumstances, provenance, results);
  });
}

}  // namespace lull
