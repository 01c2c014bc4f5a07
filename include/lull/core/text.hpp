#pragma once
#include <string>
#include <string_view>

namespace lull {

/// `text` with every byte that is no part of valid UTF-8 (RFC 3629) replaced by U+FFFD: names of files may be
/// any bytes, our files are text.
std::string as_utf8(std::string_view text);

/// Whether all of it is valid UTF-8, so that as_utf8 gives the same.
bool is_utf8(std::string_view text);

/// The same with control characters and those that turn the direction of writing shown as \x1b and the like:
/// a name can then not move a terminal's cursor, break a line or read as another one.
std::string visible(std::string_view text);

/// A path as a part of an address (RFC 3986): every byte but letters, digits, - . _ ~ and / becomes %XX.
std::string percent_encoded(std::string_view path);

}  // namespace lull
