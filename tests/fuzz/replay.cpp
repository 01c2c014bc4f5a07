// Runs a target over its seeds, over damaged copies of them, and over what fuzzing once found.
// Usage: NAME_replay FOUND_FOLDER | NAME_replay --write FOLDER (writes the seeds, for libFuzzer to start
// from)
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <random>
#include <string>

#include "fuzz/fuzz.hpp"

namespace lull::fuzz {
namespace {

constexpr int mutations = 3000;  // of each seed
constexpr std::size_t cuts = 300;

void cut(const std::string& seed) {
  const std::size_t step = seed.size() / cuts + 1;
  for (std::size_t length = 0; length < seed.size(); length += step) consume_anything({seed.data(), length});
}

/// One to four changes: a byte of those that limits are made of, a piece lost, a piece twice.
std::string damaged(std::string bytes, std::mt19937& source) {
  constexpr unsigned char edges[] = {0x00, 0x01, 0x7f, 0x80, 0xff, ' ', '\n', '-', '.', '"', '0', '9', 'e'};
  const auto below = [&](std::size_t limit) { return static_cast<std::size_t>(source() % limit); };
  for (std::size_t changes = 1 + below(4); changes > 0 && !bytes.empty(); --changes) {
    const std::size_t at = below(bytes.size()),
                      length = 1 + below(std::min<std::size_t>(16, bytes.size() - at));
    switch (below(4)) {
      case 0:
        bytes.erase(at, length);
        break;
      case 1:
        bytes.insert(at, bytes.substr(at, length));
        break;
      default:
        bytes[at] = static_cast<char>(edges[below(std::size(edges))]);
    }
  }
  return bytes;
}

void replay(const std::filesystem::path& found) {
  std::mt19937 source(1);
  for (const std::string& seed : seeds()) {
    consume(seed);
    cut(seed);
    for (int i = 0; i < mutations; ++i) consume_anything(damaged(seed, source));
  }
  if (!std::filesystem::exists(found)) return;
  for (const auto& entry : std::filesystem::directory_iterator(found)) {
    std::ifstream in(entry.path(), std::ios::binary);
    consume_anything(std::string(std::istreambuf_iterator<char>(in), {}));
  }
}

void write_seeds(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  int number = 0;
  for (const std::string& seed : seeds()) {
    std::ofstream(folder / ("seed" + std::to_string(number++)), std::ios::binary) << seed;
  }
}

}  // namespace
}  // namespace lull::fuzz

int main(int count, char** words) {
  if (count == 3 && std::string(words[1]) == "--write") {
    lull::fuzz::write_seeds(words[2]);
  } else if (count == 2) {
    lull::fuzz::replay(words[1]);
  } else {
    std::cerr << "say which folder\n";
    return 2;
  }
}
