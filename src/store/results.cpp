#include "lull/store/results.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "lull/core/error.hpp"
#include "store/aside_file.hpp"
#include "store/files.hpp"
#include "store/session_commits.hpp"

namespace lull {
namespace {

constexpr const char* lock_name = ".lull.lock";
constexpr std::size_t piece = 1 << 16;

[[noreturn]] void fail_held(const std::filesystem::path& folder, int file) {
  std::array<char, 300> text{};
  const ssize_t got = ::read(file, text.data(), text.size() - 1);
  ::close(file);
  const std::string holder(text.data(), got > 0 ? static_cast<std::size_t>(got) : 0);
  throw Error(Fault::output, folder.string(), "in use by " + (holder.empty() ? "another process" : holder),
              "wait for it to end, or choose another folder with --output");
}

/// Whether an open file is still the one of this name: its last holder may have removed it.
bool is_in_place(int file, const std::filesystem::path& path) {
  struct stat opened {
  }, named{};
  return ::fstat(file, &opened) == 0 && ::stat(path.c_str(), &named) == 0 && opened.st_ino == named.st_ino &&
         opened.st_dev == named.st_dev;
}

/// Holds the lock file of `folder`, or throws naming its holder. A file system without locks goes without.
int take_lock(const std::filesystem::path& folder) {
  const std::filesystem::path path = folder / lock_name;
  for (;;) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (file < 0) fail_to_write(path, errno);
    if (::flock(file, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) fail_held(folder, file);
    if (!is_in_place(file, path)) {
      ::close(file);
      continue;
    }
    const std::string host = host_name();
    const std::string text =
        fmt::format("process {} on {}", ::getpid(), host.empty() ? "this machine" : host);
    // Only for the message above: a lock without its text still locks.
    if (::ftruncate(file, 0) == 0) (void)!::write(file, text.data(), text.size());
    return file;
  }
}

}  // namespace

ResultsDirectory::ResultsDirectory(const std::filesystem::path& path) : path_(path) {
  create_folders(path_);
  lock_ = take_lock(path_);
  try {
    std::error_code ignored;
    std::filesystem::remove_all(path_ / aside_folder, ignored);
    create_folders(path_ / aside_folder);
    create_folders(path_ / "sessions");
    commits_ = std::make_unique<SessionCommits>(path_);
  } catch (...) {
    ::close(lock_);
    throw;
  }
}

ResultsDirectory::ResultsDirectory(ResultsDirectory&& other) noexcept
    : path_(std::move(other.path_)),
      lock_(std::exchange(other.lock_, -1)),
      commits_(std::move(other.commits_)) {}

ResultsDirectory::~ResultsDirectory() {
  if (lock_ < 0) return;
  commits_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(path_ / aside_folder, ignored);
  // Removed while it is held; whoever opened it before sees that it is gone (is_in_place).
  std::filesystem::remove(path_ / lock_name, ignored);
  ::close(lock_);
}

void ResultsDirectory::write(const std::string& name, std::string_view bytes) const {
  const std::filesystem::path aside = unique_in(path_ / aside_folder);
  const std::filesystem::path place = path_ / name;
  write_synced(aside, bytes);
  move_into_place(aside, place);
  sync_folder(place.parent_path());
}

void ResultsDirectory::remove(const std::string& name) const {
  std::error_code failed;
  if (std::filesystem::remove(path_ / name, failed)) sync_folder(path_);
  if (failed) fail_to_write(path_ / name, failed.value());
}

void ResultsDirectory::write_session(const std::string& id, const std::vector<NamedBytes>& files) const {
  SessionFolder folder(*this, id);
  for (const auto& [name, bytes] : files) folder.add(name, bytes);
  folder.commit();
}

void ResultsDirectory::settle() const { commits_->settle(); }

void ResultsDirectory::remove_session(const std::string& id) const {
  std::error_code failed;
  std::filesystem::remove_all(session(id), failed);
  if (failed) fail_to_write(session(id), failed.value());
}

SessionFolder::SessionFolder(const ResultsDirectory& results, std::string id)
    : results_(results), id_(std::move(id)), aside_(unique_in(results.path() / aside_folder)) {
  if (::mkdir(aside_.c_str(), 0777) != 0) fail_to_write(aside_, errno);
}

SessionFolder::~SessionFolder() {
  std::error_code ignored;
  if (!aside_.empty()) std::filesystem::remove_all(aside_, ignored);
}

void SessionFolder::add(const std::string& name, std::string_view bytes) const {
  write_new(aside_ / name, bytes);
}

void SessionFolder::add(const std::string& name, const std::function<void(std::ostream&)>& write) const {
  write_new(aside_ / name, write);
}

void SessionFolder::commit() {
  results_.commits_->add({aside_, results_.session(id_)});
  aside_.clear();
}

std::string read_file(const std::filesystem::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 && (errno == ENOENT || errno == ENOTDIR)) return {};
  struct stat about {};
  bool whole = file >= 0 && ::fstat(file, &about) == 0;
  const std::size_t size = S_ISREG(about.st_mode) ? static_cast<std::size_t>(about.st_size) : 0;
  std::string bytes(size, '\0');
  std::size_t done = 0;
  for (bool ended = false; whole && !ended;) {
    if (done == bytes.size()) bytes.resize(done + piece);  // of a pipe, or of what says no size
    const ssize_t got = ::read(file, bytes.data() + done, bytes.size() - done);
    if (got < 0 && errno == EINTR) continue;
    whole = got >= 0;
    if (got > 0) done += static_cast<std::size_t>(got);
    ended = got == 0 || done == size;
  }
  bytes.resize(done);
  if (file >= 0) ::close(file);
  if (!whole) {
    throw Error(Fault::input, path.string(), "cannot be read",
                "check that it exists and that you may read it");
  }
  return bytes;
}

}  // namespace lull
