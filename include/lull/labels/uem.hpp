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

/// Reads a UEM file: `id channel onset offset`, fields apart by any blanks; empty lines and lines that start
/// with `;` are skipped. Throws Error(Fault::input) that names file and line for anything else, for times
/// that are negative or no finite numbers, and for ranges that end before they start.
Uem read_uem(const std::filesystem::path& path);

/// The same from a stream; `name` is what messages call it.
Uem read_uem(std::istream& in, const std::string& name);

/// One line a stretch, times with three digits.
void write_uem(std::ostream& out, const Session& session);

/// Sets what was observed (metrics.md, section 0): the ranges of the UEM, cut to the length if that is known;
/// nothing if the UEM has no line for the recording; without a UEM [0, length); with no length either, what
/// the reader has found. The length is `length`, or else the recording's duration. A recording without one
/// gets the least that it can be.
void observe(Session& session, const std::optional<Uem>& uem, std::optional<Milliseconds> length);

/// The sessions of an annotation file that names no recording at all, for its segments may be none. `name` is
/// the file's: the recording of that name where the UEM has it, so that a UEM of many recordings can stand
/// beside a file for each; else one a recording of the UEM; one called `name` without a UEM, or when it is
/// empty.
std::vector<Session> silent_sessions(const std::optional<Uem>& uem, const std::string& name);

}  // namespace lull
