#include "lull/audio/libraries.hpp"

#include <sndfile.h>
#include <soxr.h>

namespace lull {

std::vector<std::pair<std::string, std::string>> audio_libraries() {
  return {{"libsndfile", sf_version_string()}, {"libsoxr", soxr_version()}};
}

}  // namespace lull
