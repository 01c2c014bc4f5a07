#include "lull/audio/reader.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "audio/decoder.hpp"
#include "audio/signal_check.hpp"
#include "core/unset_floats.hpp"
#include "lull/core/error.hpp"
#include "lull/core/sha256.hpp"

namespace lull {
namespace {

constexpr std::int64_t lowest_rate = 4000, highest_rate = 384000;
constexpr int most_channels = 64;
constexpr std::int64_t full_band_rate = 8000;  // below it, part of the band that the model hears is missing
constexpr double most_not_finite = 0.5;        // more than half of the samples damaged: nothing can be said

void check_limits(const std::string& path, const SourceInfo& info, std::optional<int> channel) {
  if (info.rate < lowest_rate || info.rate > highest_rate) {
    throw Error(Fault::input, path, fmt::format("declares a sample rate of {} Hz", info.rate),
                fmt::format("{} to {} Hz are read; if the rate is wrong, correct the header", lowest_rate,
                            highest_rate));
  }
  if (info.channels < 1 || info.channels > most_channels) {
    throw Error(Fault::input, path, fmt::format("declares {} channels", info.channels),
                fmt::format("up to {} are read", most_channels));
  }
  if (channel && (*channel < 1 || *channel > info.channels)) {
    throw Error(Fault::input, path, fmt::format("has no channel {}", *channel),
                fmt::format("it has {}; choose another with --channel", info.channels));
  }
}

}  // namespace

struct AudioReader::State {
  State(const std::filesystem::path& path, ReaderOptions wanted)
      : options(wanted), file(path), decoder(file, warnings) {
    options.block = std::max<std::size_t>(1, options.block);
  }

  const SourceInfo& about() const { return decoder.info(); }
  std::size_t fill();
  void mix(std::size_t frames);
  void finish();

  ReaderOptions options;
  std::vector<Warning> warnings;
  InputFile file;
  Decoder decoder;
  RecordingInfo info;
  std::optional<SignalCheck> check;
  UnsetFloats interleaved, mono;
  std::int64_t position = 0;  // frames handed over
  bool ended = false;
};

/// Fills `interleaved` with a block, less only at the end.
std::size_t AudioReader::State::fill() {
  const auto channels = static_cast<std::size_t>(about().channels);
  interleaved.resize(options.block * channels);
  std::size_t frames = 0;
  while (frames < options.block) {
    const std::size_t got = decoder.read(interleaved.data() + frames * channels, options.block - frames);
    if (got == 0) break;
    frames += got;
  }
  return frames;
}

/// `interleaved` to one channel: the one that was asked for, or the mean of all.
void AudioReader::State::mix(std::size_t frames) {
  const auto channels = static_cast<std::size_t>(about().channels);
  if (channels == 1) {  // nothing to mix; the other block is filled next
    mono.swap(interleaved);
    mono.resize(frames);
    return;
  }
  mono.resize(frames);
  if (options.channel) {
    const auto which = static_cast<std::size_t>(*options.channel - 1);
    for (std::size_t i = 0; i < frames; ++i) mono[i] = interleaved[i * channels + which];
    return;
  }
  const float share = 1.0f / static_cast<float>(channels);
  for (std::size_t i = 0; i < frames; ++i) {
    float sum = 0;
    for (std::size_t c = 0; c < channels; ++c) sum += interleaved[i * channels + c];
    mono[i] = sum * share;
  }
}

/// The end of the recording: compares what came with what was declared, and collects what is odd.
void AudioReader::State::finish() {
  ended = true;
  const SampleRate rate(about().rate);
  info.duration = rate.time_of(SampleIndex{position});
  if (position == 0) {
    const std::string& what = decoder.complaint();
    throw Error(Fault::input, file.path().string(),
                "holds no audio" + (what.empty() ? "" : " that can be decoded (" + what + ")"),
                "copy or record it again");
  }
  decoder.report(warnings);
  if (rate.hertz() < full_band_rate) {
    warnings.push_back(
        {WarningCode::narrow_band, std::nullopt,
         fmt::format("sampled at {} Hz: part of the band that is listened to is missing", rate.hertz())});
  }
  if (check->share_not_finite() > most_not_finite) {
    throw Error(Fault::input, file.path().string(), "more than half of its samples are no numbers",
                "export it again from its source");
  }
  const auto odd = check->finish();
  warnings.insert(warnings.end(), odd.begin(), odd.end());
}

AudioReader::AudioReader(const std::filesystem::path& path, ReaderOptions options)
    : state_(std::make_unique<State>(path, options)) {
  State& s = *state_;
  check_limits(path.string(), s.about(), options.channel);
  s.info.path = path;
  s.info.rate = SampleRate(s.about().rate);
  s.info.channels = s.about().channels;
  if (s.about().declared_frames)
    s.info.duration = s.info.rate->time_of(SampleIndex{*s.about().declared_frames});
  s.check.emplace(*s.info.rate, static_cast<std::size_t>(s.about().channels), options.channel);
}
AudioReader::AudioReader(AudioReader&&) noexcept = default;
AudioReader& AudioReader::operator=(AudioReader&&) noexcept = default;
AudioReader::~AudioReader() = default;
const RecordingInfo& AudioReader::info() const { return state_->info; }
const std::vector<Warning>& AudioReader::warnings() const { return state_->warnings; }

SampleBlock AudioReader::read() {
  State& s = *state_;
  const SampleIndex first{s.position};
  if (s.ended) return {first, {}, true};
  if (s.position == 0) s.file.hold();
  const std::size_t frames = s.fill();
  s.check->add(s.interleaved.data(), frames);
  s.mix(frames);
  s.position += static_cast<std::int64_t>(frames);
  if (frames < s.options.block) s.finish();
  return {first, s.mono, s.ended};
}

bool AudioReader::is_short() const { return state_->file.is_short(); }

std::optional<std::string> AudioReader::sha256() const {
  const auto bytes = state_->file.held();
  return bytes ? std::optional(sha256_of(*bytes)) : std::nullopt;
}

}  // namespace lull
