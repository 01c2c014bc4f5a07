#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "lull/core/error.hpp"
#include "lull/events/session.hpp"
#include "lull/pipeline/evaluate.hpp"

namespace lull {

/// One party's segments of any number of recordings.
struct AnnotationSet {
  struct Entry {
    Session session;
    bool ranged = false;  ///< whether its own file says what was annotated
  };
  std::vector<Entry> entries;  ///< by id, each id once
  std::vector<Error> faults;   ///< what could not be used
};

/// Reads an annotation file, a folder of them with all folders in it, or a results directory (every
/// sessions/ID/segments.rttm). A UEM file beside an annotation, of the same name, says what was annotated.
/// One party made them all: a track that any of its files shows was listened for in every one. `tracks`
/// overrides that. A recording that two files name, and a file that cannot be read, is a fault.
/// Throws Error(Fault::input) if there is nothing at `path`, or no annotation.
AnnotationSet load_annotations(const std::filesystem::path& path, const std::optional<TrackSet>& tracks);

struct PairingOptions {
  std::filesystem::path uem;             ///< what is compared; empty: what the reference says
  std::optional<Milliseconds> duration;  ///< of every recording, where the reference does not say
  std::filesystem::path groups;          ///< a CSV of recording,group; empty: each recording for itself
};

/// Two parties' sessions, recording by recording.
struct PairedAnnotations {
  std::vector<RecordingPair> pairs;  ///< by the reference's id
  std::vector<std::string> only_in_reference, only_in_hypothesis;
  std::vector<Error> faults;       ///< recordings whose times cannot be true, not compared
  std::vector<std::string> notes;  ///< what a reader of the scores should know, a line each
};

/// Brings recordings of one id together; those left over whose last part of the id is the same and the only
/// one; at last the only one on each side. What the reference has observed is, in this order, what `uem`
/// says, what its own file says, [0, duration), the length that the hypothesis's file gives, or up to the
/// last offset of the reference. Throws Error(Fault::input) when a file of the options cannot be used.
PairedAnnotations pair_annotations(AnnotationSet reference, AnnotationSet hypothesis,
                                   const PairingOptions& options);

}  // namespace lull
