#include "lull/audio/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <variant>

#include "audio/signal_check.hpp"
#include "audio/source.hpp"
#include "lull/core/error.hpp"

namespace lull {
namespace {

using Source = std::variant<SndfileSource, LibavSource>;

constexpr std::int64_t lowest_rate = 4000, highest_rate = 384000;
constexpr int most_channels = 64;
constexpr std::int64_t full_band_rate = 8000;  // below it, part of the band that the model hears is missing
constexpr double most_not_finite = 0.5;        // more than half of the samples damaged: nothing can be said

bool needs_libav(Container container) {
  switch (container) {
    case Container::mp4:
    case Container::adts:
    case Container::amr:
    case Container::matroska:
    case Container::asf: return true;
    default: return false;
  }
}

void check_limits(const std::string& path, const SourceInfo& info, std::optional<int> channel) {
  if (info.rate < lowest_rate || info.rate > highest_rate) {
    throw Error(Fault::input, path, fmt::format("declares a sample rate of {} Hz", info.rate),
                fmt::format("{} to {} Hz are read; if the rate is wrong, correct the header", lowest_rate, highest_rate));
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

/// libsndfile, and where it gives up libav: it knows rarer kinds of FLAC and more. Of two failures the first is told.
Source open_coded(const InputFile& file, Container container, std::vector<Warning>& warnings) {
  try {
    SndfileSource source(file, container);
    // Without a length nothing tells a change inside the file from its end; libav looks at each frame.
    const bool unsaid = container == Container::flac && !source.info().declared_frames;
    if (!unsaid) return source;
    warnings.push_back({WarningCode::unknown_length, std::nullopt,
                        "does not declare its length: whether it is whole cannot be told"});
  } catch (const Error& first) {
    try {
      return LibavSource(file, container);
    } catch (const Error&) {
      throw first;
    }
  }
  return LibavSource(file, container);
}

/// The decoder for a file, by what it holds.
Source open(const InputFile& file, Container container, std::optional<int> channel, std::vector<Warning>& warnings) {
  if (container == Container::other) {
    throw Error(Fault::input, file.path().string(), "no recording of a kind that is read", "convert it to WAV or FLAC");
  }
  if (container == Container::wav) {
    const WaveFile wave = inspect_wave(file, warnings);
    check_limits(file.path().string(), {wave.format.rate, wave.format.channels, {}}, channel);
    return SndfileSource(file, wave);
  }
  if (needs_libav(container)) return LibavSource(file, container);
  const OggPages pages = container == Container::ogg ? ogg_pages(file) : OggPages{};
  if (!pages.complete) {
    warnings.push_back({WarningCode::truncated, std::nullopt, "cut short: the last page of the stream is missing"});
  }
  if (pages.streams > 1) {
    warnings.push_back({WarningCode::chained_stream, std::nullopt,
                        fmt::format("{} streams one after the other in one file; read as one recording", pages.streams)});
    return LibavSource(file, container);
  }
  return open_coded(file, container, warnings);
}

/// What a decoder said, without its own decorations.
std::string plain(std::string text) {
  if (text.starts_with("Error : ")) text.erase(0, 8);
  while (!text.empty() && (text.back() == '.' || text.back() == '\n')) text.pop_back();
  return text;
}

}  // namespace

struct AudioReader::State {
  State(const std::filesystem::path& path, ReaderOptions wanted)
      : options(wanted), file(path), container(identify(file)), source(open(file, container, wanted.channel, warnings)) {}

  const SourceInfo& about() const {
    return std::visit([](const auto& s) -> const SourceInfo& { return s.info(); }, source);
  }
  std::size_t fill();
  void mix(std::size_t frames);
  void finish();

  ReaderOptions options;
  std::vector<Warning> warnings;
  InputFile file;
  Container container;
  Source source;
  RecordingInfo info;
  std::optional<SignalCheck> check;
  std::vector<float> interleaved, mono;
  std::int64_t position = 0;  // frames handed over
  bool ended = false;
};

/// Fills `interleaved` with a block, less only at the end.
std::size_t AudioReader::State::fill() {
  const auto channels = static_cast<std::size_t>(about().channels);
  interleaved.resize(options.block * channels);
  std::size_t frames = 0;
  while (frames < options.block) {
    const std::size_t got = std::visit(
        [&](auto& s) { return s.read(interleaved.data() + frames * channels, options.block - frames); }, source);
    if (got == 0) break;
    frames += got;
  }
  return frames;
}

/// `interleaved` to one channel: the one that was asked for, or the mean of all.
void AudioReader::State::mix(std::size_t frames) {
  const auto channels = static_cast<std::size_t>(about().channels);
  mono.resize(frames);
  if (options.channel || channels == 1) {
    const std::size_t which = options.channel ? static_cast<std::size_t>(*options.channel - 1) : 0;
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
  const std::string complaint = plain(std::visit([](const auto& s) { return s.complaint(); }, source));
  if (position == 0) {
    throw Error(Fault::input, file.path().string(), "holds no audio" + (complaint.empty() ? "" : " that can be decoded (" + complaint + ")"),
                "copy or record it again");
  }
  const std::int64_t declared = about().declared_frames.value_or(position);
  // Containers round their length, and coded formats end on whole packets: a twentieth of a second is no loss.
  const std::int64_t slack = std::holds_alternative<LibavSource>(source) || container == Container::mp3 ? rate.hertz() / 20 : 0;
  const std::int64_t absent = missing_bytes(file, container);
  if (position + slack < declared) {
    warnings.push_back({WarningCode::truncated, std::nullopt,
                        fmt::format("cut short: declares {} samples ({:.3f} s) but holds {} ({:.3f} s)", declared,
                                    static_cast<double>(declared) / static_cast<double>(rate.hertz()), position,
                                    static_cast<double>(position) / static_cast<double>(rate.hertz()))});
  } else if (absent > 0) {
    warnings.push_back({WarningCode::truncated, std::nullopt,
                        fmt::format("cut short: {} bytes of the audio it declares are missing", absent)});
  }
  if (!complaint.empty()) {
    warnings.push_back({WarningCode::decode_error, std::nullopt,
                        fmt::format("the decoder stopped or stumbled at {:.3f} s: {}",
                                    static_cast<double>(position) / static_cast<double>(rate.hertz()), complaint)});
  }
  if (rate.hertz() < full_band_rate) {
    warnings.push_back({WarningCode::narrow_band, std::nullopt,
                        fmt::format("sampled at {} Hz: part of the band that is listened to is missing", rate.hertz())});
  }
  if (check->share_not_finite() > most_not_finite) {
    throw Error(Fault::input, file.path().string(), "more than half of its samples are no numbers", "export it again from its source");
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
  if (s.about().declared_frames) s.info.duration = s.info.rate->time_of(SampleIndex{*s.about().declared_frames});
  s.check.emplace(*s.info.rate, static_cast<std::size_t>(s.about().channels));
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
  const std::size_t frames = s.fill();
  s.check->add(s.interleaved.data(), frames);
  s.mix(frames);
  s.position += static_cast<std::int64_t>(frames);
  if (frames < s.options.block) s.finish();
  return {first, s.mono, s.ended};
}

}  // namespace lull
