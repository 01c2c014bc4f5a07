#include "lull/audio/reader.hpp"

#include <sndfile.h>

#include "lull/core/error.hpp"

namespace lull {

struct AudioReader::State {
  SNDFILE* file = nullptr;
  SF_INFO sf{};
  RecordingInfo info;
  ReaderOptions options;
  std::vector<Warning> warnings;
  std::vector<float> raw, mono;
  std::int64_t position = 0;
  ~State() {
    if (file) sf_close(file);
  }
};

AudioReader::AudioReader(const std::filesystem::path& path, ReaderOptions options)
    : state_(std::make_unique<State>()) {
  State& s = *state_;
  s.options = options;
  s.file = sf_open(path.c_str(), SFM_READ, &s.sf);
  if (!s.file) throw Error(Fault::input, path.string(), sf_strerror(nullptr), "convert it to WAV or FLAC");
  s.info.path = path;
  s.info.rate = SampleRate(s.sf.samplerate);
  s.info.channels = s.sf.channels;
}
AudioReader::AudioReader(AudioReader&&) noexcept = default;
AudioReader& AudioReader::operator=(AudioReader&&) noexcept = default;
AudioReader::~AudioReader() = default;
const RecordingInfo& AudioReader::info() const { return state_->info; }
const std::vector<Warning>& AudioReader::warnings() const { return state_->warnings; }

SampleBlock AudioReader::read() {
  State& s = *state_;
  const auto channels = static_cast<std::size_t>(s.sf.channels);
  s.raw.resize(s.options.block * channels);
  const auto got = sf_readf_float(s.file, s.raw.data(), static_cast<sf_count_t>(s.options.block));
  s.mono.resize(static_cast<std::size_t>(got));
  for (std::size_t i = 0; i < s.mono.size(); ++i) {
    float sum = 0;
    for (std::size_t c = 0; c < channels; ++c) sum += s.raw[i * channels + c];
    s.mono[i] = sum / static_cast<float>(channels);
  }
  const SampleBlock block{SampleIndex{s.position}, s.mono, got < static_cast<sf_count_t>(s.options.block)};
  s.position += got;
  s.info.duration = s.info.rate->time_of(SampleIndex{s.position});
  return block;
}

}  // namespace lull
