#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "lull/corpus/analysis.hpp"
#include "lull/events/session.hpp"
#include "lull/report/metrics_json.hpp"

namespace lull {

/// Measures a session and writes its folder. `session.recording` carries path, id and sha256.
RecordingResult write_recording(const Session& session, const Provenance& provenance,
                                const ResultsDirectory& results);

/// What write_recording gave in an earlier run, if its folder is whole and was made from the same bytes by
/// what `fingerprint` names.
std::optional<RecordingResult> earlier_result(const FoundRecording& found, const std::string& sha256,
                                              const std::string& fingerprint,
                                              const ResultsDirectory& results);

/// The result that a recording's folder holds, wherever it lies, if it is whole and was made by what
/// `fingerprint` names.
std::optional<RecordingResult> result_in(const std::filesystem::path& folder, const std::string& fingerprint);

/// The result of a recording that cannot be used; its folder of an earlier run goes.
RecordingResult failed_recording(const FoundRecording& found, const std::string& problem,
                                 const ResultsDirectory& results);

}  // namespace lull
