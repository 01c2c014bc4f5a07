#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "lull/corpus/analysis.hpp"
#include "lull/events/session.hpp"
#include "lull/report/metrics_json.hpp"
#include "lull/response/lexicon.hpp"

namespace lull {

/// What a run writes of each recording beside the usual.
struct RecordingExtras {
  std::span<const ExportFormat> exports;
  const Lexicon* lexicon = nullptr;  ///< null: emotion words are not counted
};

/// Measures a session and writes its folder. `session.recording` carries path, id and sha256; its start time
/// is that of `circumstances`, if they tell one. Memory: the session and its timeline.json; what else is
/// written is never held.
RecordingResult write_recording(Session& session, const Circumstances& circumstances,
                                const Provenance& provenance, const ResultsDirectory& results,
                                const RecordingExtras& extras);

/// Names the exports among the settings: whoever asks for others makes other results.
void add_exports(Provenance& provenance, std::span<const ExportFormat> exports);

/// Whether a recording's folder says that it was made by what `fingerprint` names, whatever the recording
/// was.
bool holds_result(const std::string& id, const std::string& fingerprint, const ResultsDirectory& results);

/// What write_recording gave in an earlier run, if its folder is whole and was made from the same bytes
/// (the sums of `bytes`) in the same circumstances by what `fingerprint` names.
std::optional<RecordingResult> earlier_result(const FoundRecording& found, const RecordingInfo& bytes,
                                              const std::string& fingerprint, const ResultsDirectory& results,
                                              std::span<const ExportFormat> exports);

/// The result that a recording's folder holds, wherever it lies, if it is whole and was made by what
/// `fingerprint` names.
std::optional<RecordingResult> result_in(const std::filesystem::path& folder, const std::string& fingerprint);

/// The result of a recording that cannot be used; its folder of an earlier run goes.
RecordingResult failed_recording(const FoundRecording& found, const std::string& problem,
                                 const ResultsDirectory& results);

}  // namespace lull
