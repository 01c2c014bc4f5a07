#include "store/output_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "lull/core/error.hpp"
#include "store/aside_file.hpp"
#include "store/files.hpp"

namespace lull {
namespace {

constexpr std::size_t most_waiting = 1 << 16;

std::filesystem::path folder_of(const std::filesystem::path& place) {
  return place.has_parent_path() ? place.parent_path() : std::filesystem::path(".");
}

std::filesystem::path hidden_in(const std::filesystem::path& folder) {
  const auto own = unique_in(folder);
  return folder / fmt::format(".lull-{}-{}.writing", ::getpid(), own.filename().string());
}

}  // namespace

OutputFile::OutputFile(std::filesystem::path place)
    : OutputFile(place, (create_folders(folder_of(place)), hidden_in(folder_of(place)))) {}

OutputFile::OutputFile(std::filesystem::path place, std::filesystem::path aside)
    : place_(std::move(place)), aside_(std::move(aside)) {
  descriptor_ = ::open(aside_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor_ < 0) fail_to_write(place_, errno);
}

OutputFile::OutputFile(OutputFile&& other) noexcept
    : place_(std::move(other.place_)),
      aside_(std::move(other.aside_)),
      waiting_(std::move(other.waiting_)),
      size_(other.size_),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

OutputFile::~OutputFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(aside_.c_str());
}

void OutputFile::append(std::string_view bytes) {
  waiting_ += bytes;
  size_ += bytes.size();
  if (waiting_.size() >= most_waiting) flush();
}

void OutputFile::flush() {
  write_all(descriptor_, waiting_, place_);
  waiting_.clear();
}

void OutputFile::replace_start(std::string_view bytes) {
  flush();
  std::uint64_t at = 0;
  while (at < bytes.size()) {
    const ssize_t written =
        ::pwrite(descriptor_, bytes.data() + at, bytes.size() - at, static_cast<off_t>(at));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail_to_write(place_, errno);
    at += static_cast<std::uint64_t>(written);
  }
}

void OutputFile::commit() {
  flush();
  if (::fsync(descriptor_) != 0) fail_to_write(place_, errno);
  if (std::error_code ignored; std::filesystem::is_directory(place_, ignored)) {
    throw Error(Fault::output, place_.string(), "is a folder", "choose another name");
  }
  if (::rename(aside_.c_str(), place_.c_str()) != 0) fail_to_write(place_, errno);
  if (::close(std::exchange(descriptor_, -1)) != 0) fail_to_write(place_, errno);
  sync_folder(folder_of(place_));
}

}  // namespace lull
