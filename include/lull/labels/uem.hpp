#pragma once
#include <filesystem>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lull/events/session.hpp"

namespace lull {

/// What was annotated: a recording's ranges, in order and apart; ranges that overlap or touch are one.
using Uem = std::map<std::string, std::vector<TimeSpan>>;

/// A recording's id as the one word that a line of UEM or RTTM has for it: a blank in it is %20.
std::string uem_name(const std::string& id);

/// Reads a UEM file: `id channel onset offset`, fields apart by any blanks; empty lines and lines that start
/// with `;` are skipped. Throws Error(Fault::input) that names file and line for anything else, for times
/// that are negative or no finite numbers, and for ranges that end before they start.
Uem read_uem(const std::filesystem::path& path);

/// The same from a stream; `name` is what messages call it.
Uem read_uem(std::istream& in, const std::string& name);

/// What the clock showed while a recording was made, as far as the recorder told.
struct ClockNote {
  std::optional<std::string> start_time;  ///< as RecordingInfo has it
  std::vector<RecorderPause> pauses;      ///< in order
};

/// The clocks of the recordings of a UEM file of ours, from its comments `;; start id time` and
/// `;; pause id place length`: other programs skip them. A comment of another kind says nothing. Throws
/// Error(Fault::input) if the file cannot be read.
std::map<std::string, ClockNote> read_clock_notes(const std::filesystem::path& path);
std::map<std::string, ClockNote> read_clock_notes(std::istream& in, const std::string& name);

/// One line a stretch, times with three digits; before them, in comments, the clock as far as it is known:
/// without it, stretches that a pause of the recorder parts could not be told from one.
void write_uem(std::ostream& out, const Session& session);

/// Sets what was observed (metrics.md, section 0): the ranges that the UEM has for the id or its `uem_name`,
/// cut to the length if that is known; nothing if the UEM has no line for the recording; without a UEM [0,
/// length); with no length either, what the reader has found; a reader that sets the length too has found
/// what was annotated. A pause of the recorder parts a stretch even where ranges touch. The length is
/// `length`, or else the recording's duration. A recording without one gets the least that it can be.
void observe(Session& session, const std::optional<Uem>& uem, std::optional<Milliseconds> length);

/// The sessions of an annotation file that names no recording at all, for its segments may be none. `name` is
/// the file's: the recording of that name where the UEM has it, so that a UEM of many recordings can stand
/// beside a file for each; else one a recording of the UEM; one called `name` without a UEM, or when it is
/// empty.
std::vector<Session> silent_sessions(const std::optional<Uem>& uem, const std::string& name);

}  // namespace lull
