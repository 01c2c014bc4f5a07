#pragma once
#include <cstddef>
#include <istream>
#include <string>
#include <string_view>

namespace lull {

/// The text of a whole file in UTF-8, whatever it was written in: UTF-16 with a byte order mark, UTF-8 with
/// or without one, else ISO 8859-1. Throws Error(Fault::input) named `name` if reading fails.
std::string whole_text(std::istream& in, const std::string& name);

/// The number of the line (from 1) that `offset` bytes into `text` lies in. Cost: what lies before it.
std::size_t line_of(std::string_view text, std::size_t offset);

}  // namespace lull
