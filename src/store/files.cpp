#include "store/files.hpp"

#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <sys/utsname.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <ostream>
#include <streambuf>
#include <system_error>
#include <utility>

#include "lull/core/error.hpp"
#include "lull/core/text.hpp"

namespace lull {
namespace {

/// Owns a file descriptor; close() reports what the destructor cannot.
class Descriptor {
 public:
  Descriptor(const std::filesystem::path& path, int flags)
      : value_(::open(path.c_str(), flags | O_CLOEXEC, 0666)) {}
  ~Descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int value() const { return value_; }
  bool close() {
    const int result = ::close(value_);
    value_ = -1;
    return result == 0;
  }

 private:
  int value_;
};

/// Whether syncfs(2) does for all files what fsync(2) does for one. Before Linux 5.8 it kept failures to
/// itself, and file systems that others serve (FUSE, 9p, NFS, Lustre) may leave out the last step.
bool syncs_as_a_whole(int descriptor) {
  static const bool tells_failures = [] {
    utsname system{};
    int major = 0, minor = 0;
    return ::uname(&system) == 0 && std::sscanf(system.release, "%d.%d", &major, &minor) == 2 &&
           std::pair(major, minor) >= std::pair(5, 8);
  }();
  struct statfs file_system {};
  if (!tells_failures || ::fstatfs(descriptor, &file_system) != 0) return false;
  constexpr std::array<unsigned, 5> local{EXT4_SUPER_MAGIC, XFS_SUPER_MAGIC, BTRFS_SUPER_MAGIC,
                                          F2FS_SUPER_MAGIC, TMPFS_MAGIC};
  return std::find(local.begin(), local.end(), static_cast<unsigned>(file_system.f_type)) != local.end();
}

/// What an ostream needs to write to a descriptor of ours: there is no other way than to inherit.
class DescriptorBuffer : public std::streambuf {
 public:
  DescriptorBuffer(int descriptor, const std::filesystem::path& path) : descriptor_(descriptor), path_(path) {
    setp(room_.data(), room_.data() + room_.size());
  }
  void flush() {
    write_all(descriptor_, {pbase(), static_cast<std::size_t>(pptr() - pbase())}, path_);
    setp(room_.data(), room_.data() + room_.size());
  }

 protected:
  int_type overflow(int_type character) override {
    flush();
    if (character != traits_type::eof()) sputc(traits_type::to_char_type(character));
    return traits_type::not_eof(character);
  }
  std::streamsize xsputn(const char* bytes, std::streamsize count) override {
    if (count <= epptr() - pptr()) return std::streambuf::xsputn(bytes, count);
    flush();
    if (count < static_cast<std::streamsize>(room_.size())) return std::streambuf::xsputn(bytes, count);
    write_all(descriptor_, {bytes, static_cast<std::size_t>(count)}, path_);
    return count;
  }

 private:
  int descriptor_;
  const std::filesystem::path& path_;
  std::array<char, 1 << 15> room_;
};

}  // namespace

void fail_to_write(const std::filesystem::path& path, int cause) {
  const bool full = cause == ENOSPC || cause == EDQUOT || cause == EFBIG;
  throw Error(Fault::output, path.string(), "cannot be written: " + std::generic_category().message(cause),
              full ? "make room and run the same command again: what is complete is kept"
                   : "check the folder and its permissions, or choose another with --output");
}

void write_all(int descriptor, std::string_view bytes, const std::filesystem::path& path) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail_to_write(path, errno);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void write_new(const std::filesystem::path& path, std::string_view bytes) {
  Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC);
  if (file.value() < 0) fail_to_write(path, errno);
  write_all(file.value(), bytes, path);
  if (!file.close()) fail_to_write(path, errno);
}

void write_new(const std::filesystem::path& path, const std::function<void(std::ostream&)>& write) {
  Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC);
  if (file.value() < 0) fail_to_write(path, errno);
  DescriptorBuffer buffer(file.value(), path);
  std::ostream out(&buffer);
  out.exceptions(std::ostream::badbit);  // the buffer's own exceptions come through
  write(out);
  buffer.flush();
  if (!file.close()) fail_to_write(path, errno);
}

void write_synced(const std::filesystem::path& path, std::string_view bytes) {
  Descriptor file(path, O_WRONLY | O_CREAT | O_TRUNC);
  if (file.value() < 0) fail_to_write(path, errno);
  write_all(file.value(), bytes, path);
  if (::fsync(file.value()) != 0) fail_to_write(path, errno);
  if (!file.close()) fail_to_write(path, errno);
}

void sync_tree(const std::filesystem::path& folder) {
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const Descriptor file(entry.path(), O_RDONLY);
    if (file.value() < 0 || ::fsync(file.value()) != 0) fail_to_write(entry.path(), errno);
  }
  sync_folder(folder);
}

bool sync_file_system(const std::filesystem::path& folder) {
  const Descriptor opened(folder, O_RDONLY | O_DIRECTORY);
  if (opened.value() < 0) fail_to_write(folder, errno);
  if (!syncs_as_a_whole(opened.value())) return false;
  if (::syncfs(opened.value()) != 0) fail_to_write(folder, errno);
  return true;
}

void sync_folder(const std::filesystem::path& path) {
  const Descriptor folder(path, O_RDONLY | O_DIRECTORY);
  if (folder.value() < 0) fail_to_write(path, errno);
  // Some file systems cannot sync a folder and say EINVAL; their renames need no help.
  if (::fsync(folder.value()) != 0 && errno != EINVAL) fail_to_write(path, errno);
}

void create_folders(const std::filesystem::path& path) {
  std::error_code failed;
  std::filesystem::create_directories(path, failed);
  if (failed) fail_to_write(path, failed.value());
}

Moved move_into_place(const std::filesystem::path& from, const std::filesystem::path& to) {
  if (::rename(from.c_str(), to.c_str()) == 0) return Moved::plainly;
  const int cause = errno;
  std::error_code ignored;
  const bool in_the_way = cause == ENOTEMPTY || cause == EEXIST || cause == EISDIR;
  if (!in_the_way || !std::filesystem::is_directory(std::filesystem::symlink_status(to, ignored))) {
    fail_to_write(to, cause);
  }
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_EXCHANGE) == 0)
    return Moved::exchanged;
  // File systems that cannot exchange (NFS, some overlays) say so: the old one goes first. Any other
  // failure leaves it where it is.
  if (errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP) fail_to_write(to, errno);
  std::filesystem::remove_all(to, ignored);
  if (::rename(from.c_str(), to.c_str()) != 0) fail_to_write(to, errno);
  return Moved::plainly;
}

std::string host_name() {
  std::array<char, 256> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? as_utf8(name.data()) : "";
}

}  // namespace lull
