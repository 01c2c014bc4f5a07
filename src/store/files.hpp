#pragma once
#include <filesystem>
#include <string_view>

namespace lull {

/// Throws Error(Fault::output) for `path` with the system's words for `cause` (an errno).
[[noreturn]] void fail_to_write(const std::filesystem::path& path, int cause);

/// Writes a new file and syncs it. Short writes and interruptions are gone on with.
void write_synced(const std::filesystem::path& path, std::string_view bytes);

/// Writes all of `bytes` to an open file, which `path` names in errors.
void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& path);

/// Makes the renames inside a folder last.
void sync_folder(const std::filesystem::path& path);

/// Creates a folder and those above it.
void create_folders(const std::filesystem::path& path);

/// rename(2); where `to` is a folder that exists, the two are exchanged in one step and the old one is
/// removed.
void move_into_place(const std::filesystem::path& from, const std::filesystem::path& to);

}  // namespace lull
