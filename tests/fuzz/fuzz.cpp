#include "fuzz/fuzz.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <stdexcept>

#include "lull/core/error.hpp"

namespace lull::fuzz {

MemoryFile::MemoryFile(std::string_view bytes) : descriptor_(::memfd_create("lull-fuzz", MFD_CLOEXEC)) {
  if (descriptor_ < 0) throw std::runtime_error("no file in memory to be had");
  if (::write(descriptor_, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) {
    throw std::runtime_error("a file in memory was not written whole");
  }
}

MemoryFile::~MemoryFile() { ::close(descriptor_); }

void consume_anything(std::string_view bytes) {
  try {
    consume(bytes);
  } catch (const Error&) {
    // Refused in words: that is what is asked for.
  }
}

}  // namespace lull::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  lull::fuzz::consume_anything({reinterpret_cast<const char*>(data), size});
  return 0;
}
