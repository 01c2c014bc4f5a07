#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace lull::cli {

/// The paths of a list: a line each, or up to each NUL where there is one or `null` says so. Empty ones are
/// passed over.
std::vector<std::filesystem::path> listed_paths(const std::string& text, bool null);

/// The paths given; `-` stands for the list on standard input.
std::vector<std::filesystem::path> input_paths(const std::vector<std::string>& words, bool null);

}  // namespace lull::cli
