#include "cli/settings.hpp"
#include "fuzz/fuzz.hpp"

namespace lull::fuzz {

std::vector<std::string> seeds() {
  return {"t_calm = 30\nw = [5, 30, 60]\noperating_point = \"precision\"\n# a remark\nseed = 7\n",
          "\"theta_r\" = 60.5\nchannel = 2\n"};
}

void consume(std::string_view bytes) {
  const MemoryFile file(bytes);
  cli::gather(file.path(), {});
}

}  // namespace lull::fuzz
