#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lull/corpus/find.hpp"

namespace lull {

/// A recording as the metadata of a ChildProject dataset name it.
struct DatasetRecording {
  std::filesystem::path name;  ///< relative to recordings/raw
  Circumstances circumstances;
  std::string problem;  ///< why it cannot be used, if that is known already
};

/// A ChildProject dataset (childproject.readthedocs.io, "Datasets structure"): metadata/recordings.csv,
/// metadata/children.csv, sound in recordings/raw.
struct Dataset {
  std::filesystem::path raw;  ///< the folder of the sound
  std::vector<DatasetRecording>
      recordings;                  ///< in the order of recordings.csv; rows without a file are left out
  std::vector<std::string> notes;  ///< metadata that say nothing usable, one line a kind
};

/// The dataset that a path is: its folder, or its metadata/recordings.csv. Nothing for any other path.
std::optional<std::filesystem::path> dataset_folder(const std::filesystem::path& path);

/// Reads the metadata of a dataset. Throws Error(Fault::input) when recordings.csv cannot be read or has no
/// column recording_filename; a children.csv that is missing leaves ages unknown.
Dataset read_metadata(const std::filesystem::path& folder);

/// "2020-04-20" and "10:36" or "10:36:05" as "2020-04-20T10:36:00"; nothing for what is no date and time of
/// day.
std::optional<std::string> clock_time(std::string_view date, std::string_view time);

/// Whole days from one date to another, such as an age; nothing for what is no date or lies before `from`.
std::optional<std::int64_t> days_between(std::string_view from, std::string_view to);

}  // namespace lull
