#pragma once
#include <filesystem>

namespace lull {

/// The folder of a results directory in which everything half-written lies.
inline constexpr const char* aside_folder = ".writing";

/// A name that no other thread of this process uses.
std::filesystem::path unique_in(const std::filesystem::path& folder);

}  // namespace lull
