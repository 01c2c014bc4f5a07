#include "audio/container.hpp"
#include "fuzz/fuzz.hpp"
#include "lull/audio/reader.hpp"
#include "support/wav.hpp"

namespace lull::fuzz {

std::vector<std::string> seeds() {
  const std::string sound = test::pcm16(std::vector<float>(200, 0.25f));
  const std::string list = "LIST" + test::little(4, 4) + "INFO";
  const std::string sizes = "ds64" + test::little(28, 4) + test::little(472, 8) + test::little(400, 8) +
                            test::little(200, 8) + test::little(0, 4);
  const auto with = [&](auto change) {
    test::Wav wav;
    wav.data = sound;
    change(wav);
    return wav.bytes();
  };
  return {
      with([](test::Wav&) {}),
      with([&](test::Wav& wav) { wav.channels = 2, wav.before = wav.after = list; }),
      with([](test::Wav& wav) { wav.bits = 32, wav.tag = 3; }),
      with([](test::Wav& wav) { wav.bits = 8, wav.tag = 7; }),
      with([&](test::Wav& wav) { wav.mark = "RF64", wav.data_size = 0xffffffff, wav.before = sizes; }),
  };
}

// RIFF is read by our own walk and handed on as raw samples, so that only our own code is at risk here.
void consume(std::string_view bytes) {
  const MemoryFile file(bytes);
  std::vector<Warning> warnings;
  {
    const InputFile input(file.path());
    if (identify(input) != Container::wav) return;
    if (inspect_wave(input, warnings).format.coding == WaveFormat::Coding::mpeg) return;
  }
  AudioReader reader(file.path());
  while (!reader.read().last) {
  }
}

}  // namespace lull::fuzz
