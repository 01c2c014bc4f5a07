#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace lull {

/// A file in the making: once commit() has returned it is there, whole and synced, in place of what was;
/// until then, and when it is thrown away, what was there before is. It grows beside its place, under a
/// hidden name. Every failure to write is Error(Fault::output).
class OutputFile {
 public:
  /// Creates the folders it stands in.
  explicit OutputFile(std::filesystem::path place);
  /// Grows at `aside` instead, which is of the same file system; the folders of both are there.
  OutputFile(std::filesystem::path place, std::filesystem::path aside);
  OutputFile(OutputFile&&) noexcept;
  OutputFile& operator=(OutputFile&&) = delete;
  ~OutputFile();

  const std::filesystem::path& place() const { return place_; }
  const std::filesystem::path& aside() const { return aside_; }  ///< where it lies until commit()
  std::uint64_t size() const { return size_; }                   ///< bytes so far
  void append(std::string_view bytes);
  /// Other bytes at its start, which must have been appended: a header that says how much follows.
  void replace_start(std::string_view bytes);
  void commit();

 private:
  void flush();

  std::filesystem::path place_, aside_;
  std::string waiting_;
  std::uint64_t size_ = 0;
  int descriptor_ = -1;
};

}  // namespace lull
