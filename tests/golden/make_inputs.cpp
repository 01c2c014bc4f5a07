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

std::string segment(const std::string& id, const std::string& onset, const std::string& duration,
                    const std::string& label) {
  return "SPEAKER " + id + " 1 " + onset + " " + duration + " <NA> <NA> " + label + " <NA> <NA>\n";
}

/// Two infants as two parties hear them: each has two episodes; one is answered, as both hear, the other one
/// only as the second party hears.
void write_evaluation(const fs::path& folder) {
  for (const char* each : {"truth", "heard", "broken"}) fs::create_directories(folder / each);
  std::string heard;
  for (const std::string id : {"a", "b"}) {
    write(folder / "truth" / (id + ".rttm"),
          segment(id, "100", "10", "CRY") + segment(id, "104", "8", "FEM") + segment(id, "300", "90", "CRY"));
    write(folder / "truth" / (id + ".uem"), id + " 1 0 600\n");
  }
  write(folder / "truth/c.rttm", segment("c", "1", "1", "CRY"));
  write(folder / "heard/all.rttm", segment("a", "101", "11", "CRY") + segment("a", "106.5", "8.5", "FEM") +
                                       segment("a", "310", "82", "CRY") + segment("a", "330", "5", "FEM") +
                                       segment("b", "100", "10", "CRY") + segment("b", "104", "8", "FEM") +
                                       segment("b", "590", "30", "CRY"));
  write(folder / "groups.csv", "recording,group\na,infant 1\nb,infant 2\n");
  write(folder / "broken/a.rttm", segment("a", "100", "10", "CRY"));
  write(folder / "broken/b.rttm", segment("b", "x", "10", "CRY"));
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
  Wav silence;
  silence.data = pcm16(std::vector<float>(640, 0.0f));
  silence.write(folder / "silence.wav");
  write(folder / "silence.rttm",
        segment("silence", "0", "0.030", "CRY") + segment("silence", "7", "1", "FEM"));
  write(folder / "two.rttm",
        "SPEAKER one 1 100.000 10.000 <NA> <NA> CRY <NA> <NA>\n"
        "SPEAKER one 1 104.500 7.500 <NA> <NA> FEM <NA> <NA>\n"
        "SPEAKER one 1 300.000 90.000 <NA> <NA> CRY <NA> <NA>\n"
        "SPEAKER two 1 0.000 2.000 <NA> <NA> MAL <NA> <NA>\n");
  write(folder / "home.cha",
        "@UTF8\n@Begin\n@Participants:\tCHI Target_Child, MOT Mother, DOG Animal\n@Media:\tlounge, audio\n"
        "*CHI:\t&=cries . \x15"
        "100000_110000\x15\n*MOT:\tare you sad ? \x15"
        "104500_106250\x15\n"
        "*MOT:\tand off we go .\n*DOG:\t&=barks . \x15"
        "120000_121000\x15\n@End\n");
  write_evaluation(folder);
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
