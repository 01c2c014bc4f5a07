#include "lull/audio/libraries.hpp"

#include <soxr.h>

#include "audio/source.hpp"

namespace lull {

std::vector<std::pair<std::string, std::string>> audio_libraries() {
  return {{"libsndfile", sndfile_version()}, {"libsoxr", soxr_version()}, {"libav", libav_version()}};
}

}  // namespace lull
