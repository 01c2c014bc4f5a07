// Writes the recordings, annotations and settings that the golden cases read, into a new folder.
#include <filesystem>
#include <fstream>

#include "support/signals.hpp"
#include "support/tiny_model.hpp"
#include "support/wav.hpp"

namespace {

namespace fs = std::filesystem;
using namespace lull::test;

void write(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

/// Noise far below any voice: at most 16 steps of 16 bits, cut towards 0, 9.03 steps RMS, which is -71.2
/// dBFS.
Wav hiss(std::size_t samples, std::uint32_t seed) {
  Wav wav;
  wav.data = pcm16(noise(samples, 0.0005f, seed));
  return wav;
}

}  // namespace

int main(int count, char** words) {
  if (count != 2) return 2;
  const fs::path folder = words[1];
  fs::remove_all(folder);
  fs::create_directories(folder / "home/night");
  fs::create_directories(folder / "empty");
  hiss(3 * 16000, 1).write(folder / "hiss.wav");
  hiss(16000, 2).write(folder / "home/a b.wav");
  hiss(16000, 3).write(folder / "home/night/=1.wav");
  write(folder / "home/._hidden.wav", "x");
  write(folder / "home/broken.wav", "this is no recording\n");
  write(folder / "wrong.toml", "d_u = 0.4\nt_clam = 3\n");
  write(folder / "two.rttm",
        "SPEAKER one 1 100.000 10.000 <NA> <NA> CRY <NA> <NA>\n"
        "SPEAKER one 1 104.500 7.500 <NA> <NA> FEM <NA> <NA>\n"
        "SPEAKER one 1 300.000 90.000 <NA> <NA> CRY <NA> <NA>\n"
        "SPEAKER two 1 0.000 2.000 <NA> <NA> MAL <NA> <NA>\n");
  // A small corpus for runs that are disturbed; the model is quick to load.
  fs::create_directories(folder / "corpus/deep");
  hiss(16000, 4).write(folder / "corpus/a b.wav");
  hiss(48000, 5).write(folder / "corpus/c.wav");
  hiss(32000, 6).write(folder / "corpus/deep/d.wav");
  write(folder / "corpus/broken.wav", "this is no recording\n");
  hiss(16000, 7).write(folder / "corpus/e.wav");
  TinyModel().write(folder / "tiny.safetensors");
  return 0;
}
