#pragma once
#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "lull/audio/reader.hpp"
#include "lull/core/error.hpp"

namespace lull::test {

/// A recording read to its end.
struct Heard {
  std::vector<float> samples;
  RecordingInfo info;
  std::vector<Warning> warnings;

  bool has(WarningCode code) const {
    return std::any_of(warnings.begin(), warnings.end(), [&](const Warning& w) { return w.code == code; });
  }
  std::string text(WarningCode code) const {
    for (const Warning& w : warnings) {
      if (w.code == code) return w.text;
    }
    return {};
  }
};

inline Heard listen(const std::filesystem::path& path, ReaderOptions options = {}) {
  AudioReader reader(path, options);
  Heard heard;
  for (bool more = true; more;) {
    const SampleBlock block = reader.read();
    heard.samples.insert(heard.samples.end(), block.data.begin(), block.data.end());
    more = !block.last;
  }
  heard.info = reader.info();
  heard.warnings = reader.warnings();
  return heard;
}

/// What is wrong with a file that cannot be used, or "accepted".
inline std::string verdict(const std::filesystem::path& path, ReaderOptions options = {}) {
  try {
    listen(path, options);
  } catch (const Error& error) {
    return error.fault() == Fault::input && error.subject() == path.string() ? error.problem()
                                                                             : "another error";
  }
  return "accepted";
}

}  // namespace lull::test
