#include "lull/corpus/analysis.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>

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
  std::int64_t size = -1, seconds = 0, nanoseconds = 0;
  auto operator<=>(const Stamp&) const = default;
};

Stamp stamp_of(const fs::path& path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return {};
  return {about.st_size, about.st_mtim.tv_sec, about.st_mtim.tv_nsec};
}

/// The SHA-256 of a file, from whichever thread is first to have time for it.
class LateHash {
 public:
  explicit LateHash(fs::path path) : path_(std::move(path)) {}
  /// Computes it, unless another thread does.
  void run() noexcept {
    if (begun_.exchange(true)) return;
    try {
      value_ = sha256_of_file(path_);
    } catch (...) {
      failure_ = std::current_exception();
    }
  }
  /// Computes it if nobody did; no other thread may be in `run`. Throws as sha256_of_file does.
  const std::string& value() {
    run();
    if (failure_) std::rethrow_exception(failure_);
    return value_;
  }

 private:
  fs::path path_;
  std::atomic<bool> begun_{false};
  std::string value_;
  std::exception_ptr failure_;
};

Provenance provenance_of(const Model& model, const PipelineOptions& options) {
  return {std::string(version()),
          std::string(model.id()),
          std::string(model.sha256()),
          options.metrics,
          {{"operating_point", options.operating_point},
           {"channel", std::int64_t{options.reader.channel.value_or(0)}}}};
}

/// The session with the file's SHA-256: of a long file from another thread meanwhile, if one has time.
Session analyzed(const Analyzer& analyzer, AudioReader& reader, LateHash& sha256, Hands& hands) {
  Session session = [&] {
    const Hands::Offer offer(
        reader.is_short() ? nullptr : &hands, [&] { sha256.run(); }, 1);
    return analyzer.analyze(reader, &hands);
  }();
  const std::optional<std::string> known = reader.sha256();
  session.recording.sha256 = known ? *known : sha256.value();
  return session;
}

}  // namespace

AnalysisResult analyze_recordings(std::span<const FoundRecording> recordings, const Model& model,
                                  const AnalysisOptions& options, const ResultsDirectory& results,
                                  std::atomic<bool>& stop,
                                  const std::function<void(const RecordingResult&)>& on_done) {
  const Analyzer analyzer(model, options.pipeline);
  Provenance provenance = provenance_of(model, options.pipeline);
  add_exports(provenance, options.exports);
  RunFiles files(results, fingerprint(provenance), recordings.size(),
                 {.force = options.force, .parquet = options.parquet}, options.plan);
  const std::size_t most = std::max<std::size_t>(1, recordings.size()) * Analyzer::most_threads;
  const auto threads = static_cast<unsigned>(std::clamp<std::size_t>(options.jobs, 1, most));
  Hands hands(threads);
  const RunControl control{threads, options.stop_on_error, stop, on_done, &hands};
  return run_all(recordings, control, results, files, [&](std::size_t i) {
    const FoundRecording& found = recordings[i];
    const Stamp before = stamp_of(found.path);
    AudioReader reader(found.path, options.pipeline.reader);
    LateHash sha256(found.path);
    if (!options.force && holds_result(found.id, files.fingerprint(), results)) {
      RecordingInfo bytes;
      bytes.sha256 = sha256.value();
      if (auto earlier = earlier_result(found, bytes, files.fingerprint(), results, options.exports))
        return *earlier;
    }
    Session session = analyzed(analyzer, reader, sha256, hands);
    session.recording.id = found.id;
    if (stamp_of(found.path) != before) {
      throw Error(Fault::input, found.path.string(), "changed while it was read",
                  "analyse it again once it is complete");
    }
    return write_recording(session, found.circumstances, provenance, results, {options.exports});
  });
}

}  // namespace lull
