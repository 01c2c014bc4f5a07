#pragma once
#include <iosfwd>
#include <span>
#include <string>
#include <string_view>

namespace lull {

/// The pages without data, as web/dist holds them; they live as long as the program.
std::string_view session_shell();
std::string_view corpus_shell();

/// JSON text with everything escaped that could end a script element or a line of a script: it means the same
/// as JSON and nothing at all as HTML.
std::string inert(std::string_view json);
/// The same, written.
void write_inert(std::ostream& out, std::string_view json);

/// A shell whose policy allows one thing more, such as "media-src data:".
std::string allowing(std::string_view shell, std::string_view more);

/// A shell with `json` in the place that it keeps for its data.
std::string filled(std::string_view shell, std::string_view json);
/// The same, written; `json` comes in pieces, none of which ends inside a character.
void write_filled(std::ostream& out, std::string_view shell, std::span<const std::string_view> json);

}  // namespace lull
