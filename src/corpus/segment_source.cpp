#include <system_error>

#include "lull/corpus/annotation_pairs.hpp"
#include "lull/corpus/feature_files.hpp"
#include "lull/corpus/find.hpp"
#include "lull/labels/dataset.hpp"

namespace lull {
namespace {

namespace fs = std::filesystem;

}  // namespace

SegmentSource::SegmentSource(const fs::path& path, const AnnotationOptions& reading) {
  std::error_code failed;
  if (!fs::is_directory(path, failed) || is_dataset(path)) {
    Annotations read = read_annotations(path, reading);
    sessions_ = std::move(read.sessions);
    faults_ = std::move(read.faults);
  } else {
    if (!reading.format.empty() || !reading.labels.empty() || !reading.tiers.empty()) {
      throw Error(Fault::usage, path.string(), "a folder, whose files are read by their endings",
                  "name one annotation file to choose format, labels or tiers");
    }
    AnnotationSet set = load_annotations(path, std::nullopt);
    for (auto& entry : set.entries) sessions_.push_back(std::move(entry.session));
    faults_ = std::move(set.faults);
  }
  if (sessions_.empty() && faults_.empty()) {
    throw Error(Fault::input, path.string(), "names no recording", "give the segments of the recordings");
  }
}

const Session* SegmentSource::of(const std::string& recording) const {
  const Session* alike = nullptr;
  std::size_t count = 0;
  for (const Session& each : sessions_) {
    if (each.recording.id == recording) return &each;
    if (last_part(each.recording.id) != last_part(recording)) continue;
    alike = &each;
    ++count;
  }
  return count == 1 ? alike : nullptr;
}

}  // namespace lull
