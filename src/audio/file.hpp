#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>

namespace lull {

/// A regular file opened for reading, with errors of the device told apart from bad contents.
class InputFile {
 public:
  /// Throws Error(Fault::input) for what is missing, not allowed, or no regular file; never blocks on a pipe.
  explicit InputFile(const std::filesystem::path& path);
  InputFile(InputFile&& other) noexcept;
  InputFile& operator=(InputFile&&) = delete;
  ~InputFile();

  const std::filesystem::path& path() const { return path_; }
  std::int64_t size() const { return size_; }
  /// Up to `count` bytes from `offset`; fewer only at the end. Throws Error(Fault::input) when the device
  /// fails.
  std::size_t read_at(std::int64_t offset, void* to, std::size_t count) const;

 private:
  std::filesystem::path path_;
  int descriptor_ = -1;
  std::int64_t size_ = 0;
};

}  // namespace lull
