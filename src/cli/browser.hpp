#pragma once
#include <filesystem>
#include <string>

namespace lull::cli {

/// The browser that prints pages: as given, else chromium, chromium-browser or google-chrome from PATH.
/// Throws Error(Fault::usage) when there is none.
std::filesystem::path find_browser(const std::string& given);

/// The PDF of a page as `browser` prints it, without a window. Throws Error(Fault::input) when it gives none
/// within two minutes. The browser gets a profile of its own, which is removed.
std::string printed(const std::filesystem::path& browser, const std::filesystem::path& page);

/// A path as a file: address; everything that could mean something in an address is escaped.
std::string address_of(const std::filesystem::path& path);

}  // namespace lull::cli
