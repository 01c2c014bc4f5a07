// What a user of the installed library writes: a tone of two seconds, analysed with the installed model.
#include <cmath>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "lull/audio/reader.hpp"
#include "lull/core/version.hpp"
#include "lull/model/model.hpp"
#include "lull/pipeline/analyzer.hpp"

namespace {

template <class Number>
void put(std::ostream& out, Number value) {
  for (std::size_t i = 0; i < sizeof value; ++i) out.put(static_cast<char>((value >> (8 * i)) & 0xff));
}

/// Writes 440 Hz at 16 kHz as 16-bit WAV.
void write_tone(const std::filesystem::path& path, std::uint32_t samples) {
  std::ofstream out(path, std::ios::binary);
  out << "RIFF";
  put(out, std::uint32_t{36 + 2 * samples});
  out << "WAVEfmt ";
  put(out, std::uint32_t{16});
  put(out, std::uint16_t{1});      // PCM
  put(out, std::uint16_t{1});      // channels
  put(out, std::uint32_t{16000});  // samples a second
  put(out, std::uint32_t{32000});  // bytes a second
  put(out, std::uint16_t{2});      // bytes a sample of all channels
  put(out, std::uint16_t{16});     // bits
  out << "data";
  put(out, std::uint32_t{2 * samples});
  for (std::uint32_t i = 0; i < samples; ++i) {
    put(out,
        static_cast<std::uint16_t>(std::lround(8000 * std::sin(2 * 3.14159265358979 * 440 * i / 16000))));
  }
}

}  // namespace

int main() try {
  write_tone("tone.wav", 32000);
  const lull::Model model = lull::Model::load(MODEL_FILE);
  const lull::Analyzer analyzer(model, lull::PipelineOptions{});
  lull::AudioReader reader("tone.wav");
  const lull::Session session = analyzer.analyze(reader);
  const auto heard = session.recording.duration.value_or(lull::Milliseconds{0});
  std::cout << "lull " << lull::version() << ", model " << model.id() << ": " << heard.count() << " ms\n";
  return heard == lull::Milliseconds{2000} ? 0 : 1;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
