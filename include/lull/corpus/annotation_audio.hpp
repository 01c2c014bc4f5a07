#pragma once
#include <map>
#include <span>
#include <string>
#include <vector>

#include "lull/corpus/find.hpp"

namespace lull {

/// Which recording an annotation is of.
class AnnotationAudio {
 public:
  AnnotationAudio() = default;
  explicit AnnotationAudio(std::span<const FoundRecording> recordings);

  /// The recording of that name: of the same id, else the only one whose last part of the id is the last part
  /// of the name. Null if there is none. Throws Error(Fault::input) where there are several.
  const FoundRecording* find(const std::string& name) const;

  /// The only recording, for the only annotation; null if there is another number of them.
  const FoundRecording* only() const { return recordings_.size() == 1 ? &recordings_.front() : nullptr; }

 private:
  std::vector<FoundRecording> recordings_;
  std::map<std::string, std::size_t> by_id_;
  std::multimap<std::string, std::size_t> by_last_part_;
};

}  // namespace lull
