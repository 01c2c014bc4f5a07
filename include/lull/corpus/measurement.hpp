#pragma once
#include <atomic>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>

#include "lull/audio/reader.hpp"
#include "lull/corpus/analysis.hpp"
#include "lull/events/session.hpp"
#include "lull/events/settings.hpp"
#include "lull/labels/annotations.hpp"

namespace lull {

struct MeasurementOptions {
  MetricSettings metrics;
  AnnotationOptions reading;              ///< of every file
  std::filesystem::path uem;              ///< what was annotated; empty: see observe() in labels/uem.hpp
  std::optional<Milliseconds> duration;   ///< of every recording
  std::optional<std::string> start_time;  ///< clock time of the first sample of every recording, ISO 8601;
                                          ///< absent: what the annotation or the UEM knows
  std::optional<TrackSet> tracks;         ///< what the annotator listened for; absent: what the file shows
  std::vector<FoundRecording>
      audio;             ///< the recordings that were annotated, for what they sound like; may be empty
  ReaderOptions reader;  ///< of `audio`
  std::filesystem::path lexicon;  ///< words that name feelings (lexicon.hpp); empty: they are not counted
  std::vector<ExportFormat> exports;
  bool parquet = false;  ///< the tables of the run as Parquet too
  unsigned jobs = 1;
  bool stop_on_error = false;
  bool force = false;
};

/// The same results directory as analyze_recordings() from somebody else's segments, in any of
/// annotation_formats(): one recording for each that a file names. `sha256` of a recording is that of its
/// annotation file; where `audio` holds the recording (see AnnotationAudio; the only one goes with the only
/// annotation), path and `sha256` are the audio's, the file is heard (see hear()), and its length counts
/// where nobody says another. An annotation without a recording there is measured without sound, and noted;
/// one whose recording cannot be read fails. Throws Error(Fault::input) when the UEM file cannot be used,
/// Error(Fault::usage) for the lexicon, else as analyze_recordings().
AnalysisResult measure_annotations(std::span<const std::filesystem::path> annotations,
                                   const MeasurementOptions& options, const ResultsDirectory& results,
                                   std::atomic<bool>& stop,
                                   const std::function<void(const RecordingResult&)>& on_done);

}  // namespace lull
