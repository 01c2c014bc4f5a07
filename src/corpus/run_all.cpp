#include "corpus/run_all.hpp"

#include <algorithm>
#include <exception>
#include <mutex>
#include <numeric>

#include "corpus/recording_files.hpp"
#include "lull/corpus/batch.hpp"

namespace lull {
namespace {

RecordingResult process(const FoundRecording& found, const ResultsDirectory& results,
                        const std::function<RecordingResult()>& work) {
  std::string problem = found.problem;
  try {
    if (problem.empty()) return work();
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

AnalysisResult run_all(std::span<const FoundRecording> recordings, const RunControl& control,
                       const ResultsDirectory& results, RunFiles& files,
                       const std::function<RecordingResult(std::size_t)>& work) {
  std::mutex reporting;
  std::exception_ptr broken;  // what keeps every further result from being written
  AnalysisResult result;
  const auto process_one = [&](std::size_t i) noexcept {
    RecordingResult one;
    try {
      one = process(recordings[i], results, [&] { return work(i); });
      const std::lock_guard lock(reporting);
      if (control.stop_on_error && one.row.status != "ok") control.stop = true;
      if (control.on_done) control.on_done(one);
    } catch (...) {
      const std::lock_guard lock(reporting);
      if (!broken) broken = std::current_exception();
      control.stop = true;
    }
    return one;
  };
  const std::vector<std::size_t> order = starting_order(recordings);
  if (control.hands) {
    result.recordings = run_batch(
        order, control.jobs, control.stop, process_one, [&] { control.hands->lend(); },
        [&] { control.hands->leave(); });
  } else {
    result.recordings = run_batch(order, control.jobs, control.stop, process_one);
  }
  if (broken) std::rethrow_exception(broken);
  files.finish(result);
  return result;
}

}  // namespace lull
