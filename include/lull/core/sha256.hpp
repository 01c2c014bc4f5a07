#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace lull {

/// SHA-256 of a file's bytes as 64 hexadecimal digits (FIPS 180-4).
/// Throws Error(Fault::input) when it cannot be read. Memory: one buffer of 128 KiB. Cost: one pass over the
/// file.
std::string sha256_of_file(const std::filesystem::path& path);

/// The same of bytes in memory.
std::string sha256_of(std::string_view bytes);

}  // namespace lull
