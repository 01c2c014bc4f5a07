#pragma once
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lull/core/interval.hpp"

namespace lull {

/// A row of metadata/annotations.csv: a file, and what it says of which part of which recording.
struct DatasetRow {
  std::string set, recording;
  Milliseconds seek{0};  ///< from the file's times to those of the recording; may be negative
  TimeSpan range;        ///< of the recording: annotated
  std::string raw, format, filter, converted;  ///< empty where the table says nothing
  std::string place;                           ///< "FILE, line 12"
};

/// What metadata/recordings.csv says of a recording.
struct DatasetRecording {
  std::optional<Milliseconds> duration;
  std::optional<std::string> start_time;
  bool discarded = false;
};

/// The rows in order. Throws Error(Fault::input) for a table that cannot be used.
std::vector<DatasetRow> dataset_rows(const std::filesystem::path& folder);

/// By recording_filename; empty without the table. Throws Error(Fault::input) as dataset_rows().
std::map<std::string, DatasetRecording> dataset_recordings(const std::filesystem::path& folder);

}  // namespace lull
