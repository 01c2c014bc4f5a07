#pragma once
#include <filesystem>
#include <string>

#include "lull/corpus/rendering.hpp"
#include "lull/report/session_page.hpp"

namespace lull {

/// What the page in a session's folder plays. metrics: the bytes of its metrics.json, which names the
/// recording. Throws Error(Fault::input) when that is not there, is another one by now, or never was.
PageSound page_sound(const std::filesystem::path& session, const std::string& metrics, SoundOnPage wanted);

/// The address of a file for a page in `folder`: relative, with everything escaped that could mean something.
std::string relative_address(const std::filesystem::path& file, const std::filesystem::path& folder);

}  // namespace lull
