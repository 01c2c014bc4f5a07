#pragma once
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace lull::test {

/// Little-endian bytes of a number.
inline std::string little(std::uint64_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
  return out;
}

/// A WAV file whose every header field may lie. Sizes that are not given are true.
struct Wav {
  std::string data;
  std::uint64_t rate = 16000;
  int channels = 1, bits = 16, tag = 1, block = -1;
  std::int64_t data_size = -1;
  std::string before, after;  // whole chunks in front of fmt and behind data
  std::string mark = "RIFF";

  std::string bytes() const {
    const int align = block < 0 ? channels * bits / 8 : block;
    const std::string format = "fmt " + little(16, 4) + little(static_cast<std::uint64_t>(tag), 2) +
                               little(static_cast<std::uint64_t>(channels), 2) + little(rate, 4) +
                               little(rate * static_cast<std::uint64_t>(align), 4) +
                               little(static_cast<std::uint64_t>(align), 2) +
                               little(static_cast<std::uint64_t>(bits), 2);
    const std::uint64_t size = data_size < 0 ? data.size() : static_cast<std::uint64_t>(data_size);
    const std::string body = "WAVE" + before + format + "data" + little(size, 4) + data + after;
    return mark + little(body.size(), 4) + body;
  }
  void write(const std::filesystem::path& path) const { std::ofstream(path, std::ios::binary) << bytes(); }
};

/// 16-bit samples of the given values, full scale at 1.
inline std::string pcm16(const std::vector<float>& samples) {
  std::string out;
  for (const float x : samples)
    out += little(static_cast<std::uint16_t>(static_cast<std::int16_t>(x * 32767.0f)), 2);
  return out;
}

inline std::string float32(const std::vector<float>& samples) {
  return {reinterpret_cast<const char*>(samples.data()), samples.size() * sizeof(float)};
}

}  // namespace lull::test
