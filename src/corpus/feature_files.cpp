#include "lull/corpus/feature_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <mutex>
#include <numeric>

#include "lull/audio/reader.hpp"
#include "lull/corpus/batch.hpp"
#include "lull/events/label.hpp"

namespace lull {
namespace {

namespace fs = std::filesystem;
using Kind = NumberColumn::Kind;

std::vector<NumberColumn> frame_columns(const FeatureExtractor& extractor) {
  std::vector<NumberColumn> columns{{"time_s", Kind::real, 1}};
  for (const FeatureColumn& each : extractor.columns())
    columns.push_back({each.name, Kind::single, each.width});
  return columns;
}

/// One column for each functional of each feature: f0_hz_mean, mfcc_sd with its 13 values, and so on.
std::vector<NumberColumn> segment_columns(const FeatureExtractor& extractor) {
  std::vector<NumberColumn> columns{{"onset_s", Kind::real, 1},
                                    {"offset_s", Kind::real, 1},
                                    {"label", Kind::text, 1},
                                    {"frames", Kind::whole, 1}};
  for (const FeatureColumn& each : extractor.columns()) {
    for (const std::string_view functional : functional_names()) {
      columns.push_back({each.name + "_" + std::string(functional), Kind::single, each.width});
    }
  }
  return columns;
}

fs::path place_of(const FeatureFilesOptions& options, const std::string& id, const char* which) {
  const std::string ending = fmt::format(".{}.{}", which, name(options.format));
  if (!options.to_file) return options.output / (id + ending);
  if (std::string_view(which) == "frames" || !options.frames) return options.output;
  return options.output.parent_path() / (options.output.stem().string() + ending);
}

/// The tables of one recording in the making.
class RecordingTables {
 public:
  RecordingTables(const FeatureExtractor& extractor, const FeatureFilesOptions& options,
                  const std::string& id, const Session* session);
  void add(const FeatureRows& rows);
  void commit();
  std::size_t silent() const { return silent_; }  ///< segments without a frame

 private:
  void add_frames(const FeatureRows& rows);
  void add_segment(const SegmentFunctionals::Row& row);

  const FeatureExtractor& extractor_;
  std::optional<TableFile> frames_, segments_;
  std::optional<SegmentFunctionals> functionals_;
  std::vector<Event> events_;
  std::size_t silent_ = 0;
  TableRow row_;
  std::vector<float> turned_;
};

RecordingTables::RecordingTables(const FeatureExtractor& extractor, const FeatureFilesOptions& options,
                                 const std::string& id, const Session* session)
    : extractor_(extractor) {
  if (options.frames)
    frames_.emplace(place_of(options, id, "frames"), options.format, frame_columns(extractor));
  if (!options.segments) return;
  segments_.emplace(place_of(options, id, "segments"), options.format, segment_columns(extractor));
  if (session) events_ = session->events;
  std::sort(events_.begin(), events_.end(), earlier);
  std::vector<TimeSpan> spans;
  for (const Event& event : events_) spans.push_back(event.when);
  functionals_.emplace(extractor.grid(), extractor.width(), std::move(spans));
}

void RecordingTables::add_frames(const FeatureRows& rows) {
  const FrameGrid grid = extractor_.grid();
  for (std::size_t i = 0; i < rows.data.rows; ++i) {
    row_.clear();
    row_.add(middle_of(grid, rows.first + static_cast<std::int64_t>(i)));
    row_.add(rows.data.row(i));
    frames_->append(row_);
  }
}

void RecordingTables::add_segment(const SegmentFunctionals::Row& row) {
  const Event& event = events_[row.segment];
  if (row.frames == 0) ++silent_;
  row_.clear();
  row_.add(as_number(event.when.begin));
  row_.add(as_number(event.when.end));
  row_.add(name(event.label));
  row_.add(row.frames);
  // The rows have all functionals of a value together, the table all values of a functional.
  const std::size_t kinds = functional_names().size();
  std::size_t first = 0;
  for (const FeatureColumn& column : extractor_.columns()) {
    for (std::size_t kind = 0; kind < kinds; ++kind) {
      turned_.clear();
      for (std::size_t i = 0; i < column.width; ++i)
        turned_.push_back(row.values[(first + i) * kinds + kind]);
      row_.add(std::span<const float>(turned_));
    }
    first += column.width;
  }
  segments_->append(row_);
}

void RecordingTables::add(const FeatureRows& rows) {
  if (frames_) add_frames(rows);
  if (functionals_) functionals_->add(rows, [this](const SegmentFunctionals::Row& row) { add_segment(row); });
}

void RecordingTables::commit() {
  if (frames_) frames_->commit();
  if (segments_) segments_->commit();
}

FeatureFilesResult extract_one(const FoundRecording& found, const FeatureExtractor& extractor,
                               const FeatureFilesOptions& options, bool alone) {
  FeatureFilesResult result;
  result.done = true;
  if (!found.problem.empty()) {
    result.problem = found.problem;
    return result;
  }
  AudioReader reader(found.path, options.extraction.reader);
  const Session* session = options.segments ? options.segments->of(found.id) : nullptr;
  if (!session && options.segments && alone) session = options.segments->only();
  if (options.segments && !session)
    result.warnings.push_back("the annotation has no segments of " + found.id);
  RecordingTables tables(extractor, options, found.id, session);
  extractor.extract(reader, [&](const FeatureRows& rows) { tables.add(rows); });
  tables.commit();
  for (const Warning& warning : reader.warnings()) result.warnings.push_back(warning.text);
  if (tables.silent() > 0) {
    result.warnings.push_back(
        fmt::format("segments without a frame, too short or behind its end: {}; their values are empty",
                    tables.silent()));
  }
  result.length = reader.info().duration;
  return result;
}

/// What goes wrong with one recording is its result; what keeps every file from being written is thrown.
FeatureFilesResult try_one(const FoundRecording& found, const FeatureExtractor& extractor,
                           const FeatureFilesOptions& options, bool alone) {
  FeatureFilesResult failed;
  failed.done = true;
  try {
    return extract_one(found, extractor, options, alone);
  } catch (const Error& error) {
    if (error.fault() == Fault::output) throw;
    failed.problem = error.problem() + (error.remedy().empty() ? "" : "; " + error.remedy());
  } catch (const std::bad_alloc&) {
    failed.problem = "not enough memory; run with fewer --jobs";
  } catch (const std::exception& error) {
    failed.problem = std::string("a mistake of ours: ") + error.what() + "; please report it";
  }
  return failed;
}

}  // namespace

std::vector<FeatureFilesResult> write_feature_files(
    std::span<const FoundRecording> recordings, const FeatureFilesOptions& options, std::atomic<bool>& stop,
    const std::function<void(std::size_t, const FeatureFilesResult&)>& on_done) {
  const FeatureExtractor extractor(options.extraction);
  std::vector<std::size_t> order(recordings.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return recordings[a].bytes > recordings[b].bytes; });
  std::mutex reporting;
  std::exception_ptr broken;
  auto results = run_batch(order, options.jobs, stop, [&](std::size_t i) noexcept {
    FeatureFilesResult one;
    try {
      one = try_one(recordings[i], extractor, options, recordings.size() == 1);
      const std::lock_guard lock(reporting);
      if (options.stop_on_error && !one.problem.empty()) stop = true;
      if (on_done) on_done(i, one);
    } catch (...) {
      const std::lock_guard lock(reporting);
      if (!broken) broken = std::current_exception();
      stop = true;
    }
    return one;
  });
  if (broken) std::rethrow_exception(broken);
  return results;
}

}  // namespace lull
