#include "audio/libav.hpp"

#include <dlfcn.h>

#include <string>

#include "lull/core/error.hpp"

namespace lull {
namespace {

Error not_there(const std::string& what) {
  const char* why = ::dlerror();
  const auto package = [](const char* stem, int major) { return stem + std::to_string(major); };
  return {Fault::input, "libav",
          "is read through libav, and " + what + (why ? std::string(" (") + why + ")" : ""),
          "install " + package("libavformat", LIBAVFORMAT_VERSION_MAJOR) + ", " +
              package("libavcodec", LIBAVCODEC_VERSION_MAJOR) + ", " +
              package("libswresample", LIBSWRESAMPLE_VERSION_MAJOR) + " and " +
              package("libavutil", LIBAVUTIL_VERSION_MAJOR) + ", or convert it to WAV or FLAC"};
}

}  // namespace

SharedLibrary::SharedLibrary(const char* stem, int major) {
  const std::string name = std::string("lib") + stem + ".so." + std::to_string(major);
  handle_ = ::dlopen(name.c_str(), RTLD_LAZY | RTLD_LOCAL);
  if (!handle_) throw not_there("this cannot be loaded");
}

SharedLibrary::Symbol SharedLibrary::operator[](const char* name) const {
  void* const place = ::dlsym(handle_, name);
  if (!place) throw not_there("it is another one than this program was built with");
  return {place};
}

const Libav& libav() {
  static const Libav loaded;
  return loaded;
}

}  // namespace lull
