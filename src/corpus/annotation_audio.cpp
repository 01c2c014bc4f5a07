#include "lull/corpus/annotation_audio.hpp"

#include "lull/core/error.hpp"

namespace lull {

AnnotationAudio::AnnotationAudio(std::span<const FoundRecording> recordings)
    : recordings_(recordings.begin(), recordings.end()) {
  for (std::size_t i = 0; i < recordings_.size(); ++i) {
    by_id_.emplace(recordings_[i].id, i);
    by_last_part_.emplace(last_part(recordings_[i].id), i);
  }
}

const FoundRecording* AnnotationAudio::find(const std::string& name) const {
  const std::string id = safe_id(name + ".wav");  // an ending for safe_id to take away
  if (const auto same = by_id_.find(id); same != by_id_.end()) return &recordings_[same->second];
  const auto [first, end] = by_last_part_.equal_range(last_part(id));
  if (first == end) return nullptr;
  if (std::next(first) != end) {
    throw Error(Fault::input, recordings_[first->second].path.string(),
                "has the same name as " + recordings_[std::next(first)->second].path.string() +
                    ": which is '" + name + "'?",
                "give --audio only one of them");
  }
  return &recordings_[first->second];
}

}  // namespace lull
