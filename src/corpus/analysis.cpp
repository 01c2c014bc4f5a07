#include "lull/corpus/analysis.hpp"

#include <system_error>

#include "corpus/recording_files.hpp"
#include "corpus/run_all.hpp"
#include "corpus/run_files.hpp"
#include "lull/audio/reader.hpp"
#include "lull/core/sha256.hpp"
#include "lull/core/version.hpp"
#include "lull/pipeline/analyzer.hpp"

namespace lull {
namespace {

namespace fs = std::filesystem;

/// Size and time of change: whether somebody wrote to a file while it was read.
struct Stamp {
  std::uintmax_t size = 0;
  fs::file_time_type changed;
  auto operator<=>(const Stamp&) const = default;
};

Stamp stamp_of(const fs::path& path) {
  std::error_code ignored;
  return {fs::file_size(path, ignored), fs::last_write_time(path, ignored)};
}

Provenance provenance_of(const Model& model, const PipelineOptions& options) {
  return {std::string(version()),
          std::string(model.id()),
          std::string(model.sha256()),
          options.metrics,
          {{"operating_point", options.operating_point},
           {"channel", std::int64_t{options.reader.channel.value_or(0)}}}};
}

}  // namespace

AnalysisResult analyze_recordings(std::span<const FoundRecording> recordings, const Model& model,
                                  const AnalysisOptions& options, const ResultsDirectory& results,
                                  std::atomic<bool>& stop,
                                  const std::function<void(const RecordingResult&)>& on_done) {
  const Analyzer analyzer(model, options.pipeline);
  Provenance provenance = provenance_of(model, options.pipeline);
  add_exports(provenance, options.exports);
  RunFiles files(results, fingerprint(provenance), recordings.size(), options.force, options.plan);
  const RunControl control{options.jobs, options.stop_on_error, stop, on_done};
  return run_all(recordings, control, results, files, [&](std::size_t i) {
    const FoundRecording& found = recordings[i];
    const Stamp before = stamp_of(found.path);
    AudioReader reader(found.path, options.pipeline.reader);
    RecordingInfo bytes;
    bytes.sha256 = sha256_of_file(found.path);
    if (!options.force) {
      if (auto earlier = earlier_result(found, bytes, files.fingerprint(), results, options.exports))
        return *earlier;
    }
    Session session = analyzer.analyze(reader);
    if (stamp_of(found.path) != before) {
      throw Error(Fault::input, found.path.string(), "changed while it was read",
                  "analyse it again once it is complete");
    }
    session.recording.id = found.id;
    session.recording.sha256 = bytes.sha256;
    return write_recording(session, found.circumstances, provenance, results, {options.exports});
  });
}

}  // namespace lull
