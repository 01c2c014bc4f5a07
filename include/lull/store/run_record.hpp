#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lull/report/metrics_json.hpp"

namespace lull {

/// What run.json says of a run.
struct RunRecord {
  std::string status;          ///< running, complete, or interrupted
  std::string made;            ///< by what: see fingerprint()
  std::string started, ended;  ///< UTC, ISO 8601; `ended` empty while running
  std::int64_t recordings = 0, ok = 0, failed = 0, not_started = 0;
  struct Failure {
    std::string recording, path, error;
  };
  std::vector<Failure> failures;  ///< in the order of the recordings
};

/// The bytes of run.json. Only `started`, `ended` and `host` differ between complete runs of the same input,
/// settings and version, however many jobs they had and however often they were interrupted.
std::string run_json(const RunRecord& record);

/// What made results, as one line of JSON: version, model and settings. Equal text, equal results.
std::string fingerprint(const Provenance& provenance);

/// The fingerprint that a run.json or metrics.json carries, and the recording's sums where there are some.
/// Empty strings where the text is none of ours.
struct Made {
  std::string fingerprint, sha256, annotation_sha256;
};
Made made_by(const std::string& json);

/// What differs between two fingerprints, such as "t_calm 30 there, 60 now", for a message; the last two say
/// what to call them.
std::string difference(const std::string& there, const std::string& now, std::string_view first = "there",
                       std::string_view second = "now");

/// Now, as run.json writes it.
std::string utc_now();

}  // namespace lull
