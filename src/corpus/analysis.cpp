#include "lull/corpus/analysis.hpp"

#include <algorithm>
#include <exception>
#include <mutex>
#include <numeric>
#include <system_error>

#include "corpus/recording_files.hpp"
#include "corpus/run_files.hpp"
#include "lull/audio/reader.hpp"
#include "lull/core/sha256.hpp"
#include "lull/core/version.hpp"
#include "lull/corpus/batch.hpp"
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
          {{"operating_point", options.operating_point}, {"channel", std::int64_t{options.reader.channel.value_or(0)}}}};
}

/// What the workers of one run share; const.
struct Run {
  const Analyzer& analyzer;
  const AnalysisOptions& options;
  const ResultsDirectory& results;
  const RunFiles& files;

  RecordingResult analyzed(const FoundRecording& found) const;
  RecordingResult process(const FoundRecording& found) const;
};

RecordingResult Run::analyzed(const FoundRecording& found) const {
  const Stamp before = stamp_of(found.path);
  AudioReader reader(found.path, options.pipeline.reader);
  const std::string sha256 = sha256_of_file(found.path);
  if (!options.force) {
    if (auto earlier = earlier_result(found, sha256, files.fingerprint(), results)) return *earlier;
  }
  Session session = analyzer.analyze(reader);
  if (stamp_of(found.path) != before) {
    throw Error(Fault::input, found.path.string(), "changed while it was read", "analyse it again once it is complete");
  }
  session.recording.id = found.id;
  session.recording.sha256 = sha256;
  return write_recording(session, files.provenance(), results);
}

/// One recording, whatever comes: a failure that is its own becomes a row; one of the output ends the run.
RecordingResult Run::process(const FoundRecording& found) const {
  std::string problem = found.problem;
  try {
    if (problem.empty()) return analyzed(found);
  } catch (const Error& error) {
    if (error.fault() == Fault::output) throw;
    problem = error.problem() + (error.remedy().empty() ? "" : "; " + error.remedy());
  } catch (const std::bad_alloc&) {
    problem = "not enough memory; run with fewer --jobs";
  } catch (const std::exception& error) {
    problem = std::string("a mistake of ours: ") + error.what() + "; please report it";
  }
  return failed_recording(found, problem, results);
}

/// Largest first, so that no long recording is left for the end.
std::vector<std::size_t> starting_order(std::span<const FoundRecording> recordings) {
  std::vector<std::size_t> order(recordings.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return recordings[a].bytes > recordings[b].bytes; });
  return order;
}

}  // namespace

AnalysisResult analyze_recordings(std::span<const FoundRecording> recordings, const Model& model,
                                  const AnalysisOptions& options, const ResultsDirectory& results,
                                  std::atomic<bool>& stop,
                                  const std::function<void(const RecordingResult&)>& on_done) {
  const Analyzer analyzer(model, options.pipeline);
  RunFiles files(results, provenance_of(model, options.pipeline), recordings.size(), options.force);
  const Run run{analyzer, options, results, files};
  std::mutex reporting;
  std::exception_ptr broken;  // what keeps every further result from being written
  AnalysisResult result;
  result.recordings = run_batch(starting_order(recordings), options.jobs, stop, [&](std::size_t i) noexcept {
    RecordingResult one;
    try {
      one = run.process(recordings[i]);
      const std::lock_guard lock(reporting);
      if (options.stop_on_error && one.row.status != "ok") stop = true;
      if (on_done) on_done(one);
    } catch (...) {
      const std::lock_guard lock(reporting);
      if (!broken) broken = std::current_exception();
      stop = true;
    }
    return one;
  });
  if (broken) std::rethrow_exception(broken);
  files.finish(result);
  return result;
}

}  // namespace lull
