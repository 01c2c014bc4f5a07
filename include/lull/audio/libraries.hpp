#pragma once
#include <string>
#include <utility>
#include <vector>

namespace lull {

/// The decoders in use with their versions, libav as "absent" where it was not built in.
std::vector<std::pair<std::string, std::string>> audio_libraries();

}  // namespace lull
