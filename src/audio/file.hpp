#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string_view>

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

  bool is_short() const;
  /// Takes a short file into memory, where read_at() finds it from then on; leaves a long one where it is.
  /// Throws as read_at() does.
  void hold();
  /// All bytes of a file that is held.
  std::optional<std::string_view> held() const;

 private:
  std::filesystem::path path_;
  int descriptor_ = -1;
  std::int64_t size_ = 0;
  std::unique_ptr<char[]> held_;
  std::size_t held_size_ = 0;
};

}  // namespace lull
