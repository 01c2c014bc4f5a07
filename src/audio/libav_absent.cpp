#include <string>

#include "audio/source.hpp"
#include "lull/core/error.hpp"

namespace lull {

struct LibavSource::State {
  SourceInfo info;
};

LibavSource::LibavSource(const InputFile& file, Container, const Part&) {
  throw Error(Fault::input, file.path().string(), "needs libav, which this program was built without",
              "convert it to WAV or FLAC, or build with libavformat, libavcodec and libswresample");
}
LibavSource::LibavSource(LibavSource&&) noexcept = default;
LibavSource& LibavSource::operator=(LibavSource&&) noexcept = default;
LibavSource::~LibavSource() = default;
const SourceInfo& LibavSource::info() const { return state_->info; }
Damage LibavSource::damage() const { return {}; }
std::size_t LibavSource::read(float*, std::size_t) { return 0; }
bool has_libav() { return false; }
void load_libav() {}
std::string libav_version() { return "absent"; }

}  // namespace lull
