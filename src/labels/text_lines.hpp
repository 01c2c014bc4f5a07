#pragma once
#include <cstddef>
#include <functional>
#include <set>
#include <string>
#include <string_view>

#include "lull/core/units.hpp"
#include "lull/core/warning.hpp"
#include "lull/labels/annotations.hpp"

// What the formats share whose lines are more than words apart: tabs count, or blanks inside a field.
namespace lull {

/// Calls `take(line, line number)` for every line, which may be empty; ends of lines are LF, CRLF or CR.
void for_each_whole_line(std::string_view text,
                         const std::function<void(std::string_view, std::size_t)>& take);

/// Without blanks at both ends.
std::string_view trimmed(std::string_view text);

/// ASCII letters made small, other bytes as they are.
std::string lower_case(std::string_view text);

/// The names apart by commas, for a message.
std::string listed(const std::set<std::string>& names);

/// A time of 0 or more from a decimal number of seconds, or of milliseconds, rounded half up. Throws
/// Error(Fault::input) named `where` that says what is wrong with `what`, such as "the onset".
Milliseconds seconds_in(std::string_view text, std::string_view what, const std::string& where);
Milliseconds milliseconds_in(std::string_view text, std::string_view what, const std::string& where);

/// "left out 2 segments without a length", as a warning; `what` follows the number.
Warning left_out(std::size_t count, const std::string& one, const std::string& several);

}  // namespace lull
