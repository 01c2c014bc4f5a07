#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lull/core/units.hpp"

namespace lull {

/// What a corpus says of a recording beside its sound.
struct Circumstances {
  std::optional<std::string> start_time;  ///< ISO 8601 clock time of the first sample
  std::optional<std::string> child_id;
  std::optional<std::int64_t> child_age_days;  ///< on the day of the recording
  bool operator==(const Circumstances&) const = default;
};

/// A recording to analyse. What is wrong with it, if anything, is found out when it is opened.
struct FoundRecording {
  std::filesystem::path path;
  std::string id;           ///< unique in the run; see safe_id()
  std::uint64_t bytes = 0;  ///< size of the file, 0 where it cannot be told
  std::string problem;  ///< why it cannot be used, where the search knows already: a folder it cannot read
  std::optional<Milliseconds> length;  ///< where find_lengths() looked
  Circumstances circumstances;         ///< where metadata tell them
};

/// What a search found, and what it passed over: a line a kind and input, with the first name and how many
/// more.
struct Findings {
  std::vector<FoundRecording> recordings;  ///< in order of the inputs, inside a folder by name
  std::vector<std::string> notes;
};

/// Looks for recordings: a path that is no folder is one, whatever its name; a ChildProject dataset, given by
/// its folder or its metadata/recordings.csv, is what its metadata list; any other folder is walked for files
/// whose endings we know. A link in it to a file inside it is followed, one that leads out of it or to a
/// folder is not: there are no loops. Hidden names and what is no regular file are passed over in a walk;
/// `skip` (the results directory) is not entered. A folder that cannot be read, and one given that holds no
/// recording, are recordings with a problem, so that they fail and are not forgotten. A path that was there
/// before counts once. Cost: one look at each entry, nothing is opened but metadata.
Findings find_recordings(std::span<const std::filesystem::path> inputs, const std::filesystem::path& skip);

/// A path relative to its root, without its ending, as an id: letters, digits, - . _ and / stay, every other
/// byte becomes %XX; no part is empty, starts with a dot or a dash, or is longer than a file name may be.
std::string safe_id(const std::filesystem::path& relative);

/// What follows the last slash of an id: the name of the file, where the folders before it may differ.
std::string last_part(const std::string& id);

/// Makes ids unique, also where A and a are one name, and none the folder of another: a second one gets its
/// file's ending back, then a number.
void make_unique(std::vector<FoundRecording>& recordings);

}  // namespace lull
