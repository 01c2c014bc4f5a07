#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lull::fuzz {

/// Reads the bytes as one kind of input. What cannot be read is refused with an Error; nothing else may
/// happen. Each target defines it, with the seeds.
void consume(std::string_view bytes);

/// Inputs that are read without an Error: what damage starts from.
std::vector<std::string> seeds();

/// A file in memory that can be opened by its path as long as the object lives.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes);
  ~MemoryFile();
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  std::string path() const { return "/proc/self/fd/" + std::to_string(descriptor_); }

 private:
  int descriptor_;
};

/// consume(), with an Error taken for an answer. What libFuzzer calls, and the replay.
void consume_anything(std::string_view bytes);

}  // namespace lull::fuzz
