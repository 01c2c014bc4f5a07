#include "store/aside_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdint>
#include <utility>

#include "lull/store/results.hpp"
#include "store/files.hpp"

namespace lull {
namespace {

constexpr std::size_t most_waiting = 1 << 16;

}  // namespace

std::filesystem::path unique_in(const std::filesystem::path& folder) {
  static std::atomic<std::uint64_t> next{0};
  return folder / fmt::format("{}", next++);
}

AsideFile::AsideFile(const ResultsDirectory& results, std::string name)
    : results_(results),
      name_(std::move(name)),
      path_(unique_in(results.path_ / aside_folder)),
      descriptor_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666)) {
  if (descriptor_ < 0) fail_to_write(path_, errno);
}

AsideFile::AsideFile(AsideFile&& other) noexcept
    : results_(other.results_),
      name_(std::move(other.name_)),
      waiting_(std::move(other.waiting_)),
      path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

AsideFile::~AsideFile() {
  if (descriptor_ < 0) return;
  ::close(descriptor_);
  ::unlink(path_.c_str());
}

void AsideFile::append(std::string_view bytes) {
  waiting_ += bytes;
  if (waiting_.size() >= most_waiting) flush();
}

void AsideFile::flush() {
  write_all(descriptor_, waiting_, results_.path() / name_);
  waiting_.clear();
}

void AsideFile::commit() {
  const std::filesystem::path place = results_.path() / name_;
  flush();
  if (::fsync(descriptor_) != 0) fail_to_write(place, errno);
  move_into_place(path_, place);
  if (::close(std::exchange(descriptor_, -1)) != 0) fail_to_write(place, errno);
  sync_folder(results_.path());
}

}  // namespace lull
