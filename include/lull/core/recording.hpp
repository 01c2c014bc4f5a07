#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "lull/core/clock.hpp"
#include "lull/core/interval.hpp"

namespace lull {

/// What is known of a recording apart from its sound.
struct RecordingInfo {
  std::filesystem::path path;      ///< as it was given
  std::string id;                  ///< unique in a run, safe as a file name and as an RTTM field
  std::string sha256;              ///< of the file's bytes, 64 hexadecimal digits; empty if not computed
  std::string annotation_sha256;   ///< of the annotation beside an audio file that `path` names; else empty
  std::optional<SampleRate> rate;  ///< of the file, not of the analysis
  std::optional<int> channels;
  std::optional<Milliseconds> duration;   ///< read, not declared
  std::optional<std::string> start_time;  ///< ISO 8601 clock time of the first sample, if the source knows it
  std::vector<RecorderPause> pauses;      ///< in order: no stretch goes on over one
};

}  // namespace lull
