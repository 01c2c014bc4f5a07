#include "audio/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

#include "lull/core/error.hpp"

namespace lull {
namespace {

constexpr std::int64_t short_enough = 1 << 20;  // bytes, to be held

[[noreturn]] void fail(const std::filesystem::path& path, int cause) {
  throw Error(Fault::input, path.string(), "cannot be read: " + std::generic_category().message(cause),
              cause == ENOENT ? "check the name" : "check the file, the disk and your permissions");
}

}  // namespace

InputFile::InputFile(const std::filesystem::path& path)
    : path_(path), descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
  if (descriptor_ < 0) fail(path, errno);
  struct stat about {};
  if (::fstat(descriptor_, &about) != 0) {
    const int cause = errno;
    ::close(descriptor_);
    fail(path, cause);
  }
  if (!S_ISREG(about.st_mode)) {
    ::close(descriptor_);
    throw Error(Fault::input, path.string(),
                S_ISDIR(about.st_mode) ? "a folder, no recording" : "no regular file",
                "give the path of a recording");
  }
  size_ = about.st_size;
}

InputFile::InputFile(InputFile&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_),
      held_(std::move(other.held_)),
      held_size_(other.held_size_) {}

InputFile::~InputFile() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

std::size_t InputFile::read_at(std::int64_t offset, void* to, std::size_t count) const {
  auto* bytes = static_cast<char*>(to);
  if (held_) {
    const auto from = std::min(held_size_, static_cast<std::size_t>(std::max<std::int64_t>(0, offset)));
    const std::size_t got = std::min(count, held_size_ - from);
    std::memcpy(bytes, held_.get() + from, got);
    return got;
  }
  std::size_t done = 0;
  while (done < count) {
    const ssize_t got =
        ::pread(descriptor_, bytes + done, count - done, offset + static_cast<std::int64_t>(done));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) fail(path_, errno);
    if (got == 0) break;
    done += static_cast<std::size_t>(got);
  }
  return done;
}

bool InputFile::is_short() const { return size_ <= short_enough; }

void InputFile::hold() {
  if (held_ || !is_short()) return;
  // One byte more than there should be: a file that has grown meanwhile is not held.
  const auto most = static_cast<std::size_t>(size_) + 1;
  auto bytes = std::make_unique_for_overwrite<char[]>(most);
  const std::size_t got = read_at(0, bytes.get(), most);
  if (got == most) return;
  held_ = std::move(bytes);
  held_size_ = got;
}

std::optional<std::string_view> InputFile::held() const {
  if (!held_) return std::nullopt;
  return std::string_view(held_.get(), held_size_);
}

}  // namespace lull
