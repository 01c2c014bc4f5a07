#pragma once
#include <filesystem>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>

namespace lull {

/// Throws Error(Fault::output) for `path` with the system's words for `cause` (an errno).
[[noreturn]] void fail_to_write(const std::filesystem::path& path, int cause);

/// Writes a new file, which may be lost with the power until it is synced.
void write_new(const std::filesystem::path& path, std::string_view bytes);

/// The same piece by piece: `write` gets a stream onto the file, which throws what keeps it from being
/// written.
void write_new(const std::filesystem::path& path, const std::function<void(std::ostream&)>& write);

/// Writes a new file and syncs it. Short writes and interruptions are gone on with.
void write_synced(const std::filesystem::path& path, std::string_view bytes);

/// Writes all of `bytes` to an open file, which `path` names in errors.
void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& path);

/// Syncs the files of a folder that has no folders in it, and the folder.
void sync_tree(const std::filesystem::path& folder);

/// Syncs the whole file system that `folder` is on, or returns false and does nothing where that is not known
/// to be as good as syncing each file. Cost: that of everything unwritten on it, whoever wrote it.
bool sync_file_system(const std::filesystem::path& folder);

/// Makes the renames inside a folder last.
void sync_folder(const std::filesystem::path& path);

/// Creates a folder and those above it.
void create_folders(const std::filesystem::path& path);

/// What became of what was at `to` before.
enum class Moved { plainly, exchanged };

/// rename(2); where `to` is a folder that exists and is not empty, the two are exchanged in one step, and the
/// old one is at `from`.
Moved move_into_place(const std::filesystem::path& from, const std::filesystem::path& to);

/// The name of this machine in UTF-8; empty where it has none.
std::string host_name();

}  // namespace lull
