#include "audio/source.hpp"
#include "lull/core/error.hpp"

#ifdef LULL_HAS_LIBAV
extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/version.h>
#include <libswresample/swresample.h>
}

#include <algorithm>
#include <array>
#include <exception>
#include <string>

namespace lull {
namespace {

constexpr int io_buffer = 1 << 16;
// ADTS says nothing of the samples an encoder puts in front; FFmpeg and most others put one frame of 1024.
constexpr std::int64_t adts_priming = 1024;

struct Close {
  void operator()(AVFormatContext* p) const { avformat_close_input(&p); }
  void operator()(AVCodecContext* p) const { avcodec_free_context(&p); }
  void operator()(AVPacket* p) const { av_packet_free(&p); }
  void operator()(AVFrame* p) const { av_frame_free(&p); }
  void operator()(SwrContext* p) const { swr_free(&p); }
  void operator()(AVIOContext* p) const {
    av_freep(&p->buffer);
    avio_context_free(&p);
  }
};
template <class T>
using Owned = std::unique_ptr<T, Close>;

std::string words(int error) {
  std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
  return av_strerror(error, text.data(), text.size()) == 0 ? text.data() : "unknown error";
}

/// Half-decoded samples wait here; interleaved floats.
struct Queue {
  std::vector<float> samples;
  std::size_t taken = 0;
  std::size_t size() const { return samples.size() - taken; }
  void drop(std::size_t count) { taken += std::min(count, size()); }
  /// Forgets what was taken, so that the queue stays as short as what waits in it.
  void compact() {
    samples.erase(samples.begin(), samples.begin() + static_cast<std::ptrdiff_t>(taken));
    taken = 0;
  }
  std::size_t take(float* to, std::size_t count) {
    count = std::min(count, size());
    std::copy_n(samples.data() + taken, count, to);
    taken += count;
    return count;
  }
};

}  // namespace

struct LibavSource::State {
  State(const InputFile& input, Container kind) : file(input), container(kind) {}

  void open();
  void open_decoder(const AVStream& stream, const AVCodec& decoder);
  void read_declared(const AVStream& stream);
  bool decode_more();
  void take_frame();
  static int read_bytes(void* self, std::uint8_t* to, int count);
  static std::int64_t seek(void* self, std::int64_t offset, int whence);

  const InputFile& file;
  Container container;
  std::int64_t position = 0;
  Owned<AVIOContext> io;
  Owned<AVFormatContext> format;
  Owned<AVCodecContext> decoder;
  Owned<SwrContext> converter;
  Owned<AVPacket> packet;
  Owned<AVFrame> frame;
  int stream_index = -1;
  SourceInfo info;
  Queue queue;
  std::int64_t handed_out = 0;              // frames
  std::optional<std::int64_t> end;          // frames after which the container says there is only padding
  std::int64_t to_skip = 0;                 // frames of priming that the container does not tell of
  bool swallows_first_frame = false;        // the WMA decoder does: silence of its length keeps the time right
  bool flushed = false;
  std::string complaint;
  std::exception_ptr failed;
};

int LibavSource::State::read_bytes(void* self, std::uint8_t* to, int count) {
  auto& s = *static_cast<State*>(self);
  try {
    const std::size_t got = s.file.read_at(s.position, to, static_cast<std::size_t>(count));
    s.position += static_cast<std::int64_t>(got);
    return got == 0 ? AVERROR_EOF : static_cast<int>(got);
  } catch (...) {
    s.failed = std::current_exception();
    return AVERROR(EIO);
  }
}

std::int64_t LibavSource::State::seek(void* self, std::int64_t offset, int whence) {
  auto& s = *static_cast<State*>(self);
  if (whence & AVSEEK_SIZE) return s.file.size();
  const int kind = whence & ~AVSEEK_FORCE;
  s.position = std::max<std::int64_t>(0, offset + (kind == SEEK_SET ? 0 : kind == SEEK_CUR ? s.position : s.file.size()));
  return s.position;
}

void LibavSource::State::open() {
  av_log_set_level(AV_LOG_QUIET);
  const std::string path = file.path().string();
  io.reset(avio_alloc_context(static_cast<unsigned char*>(av_malloc(io_buffer)), io_buffer, 0, this, read_bytes, nullptr, seek));
  AVFormatContext* opened = avformat_alloc_context();
  opened->pb = io.get();
  const int error = avformat_open_input(&opened, nullptr, nullptr, nullptr);
  if (failed) std::rethrow_exception(failed);
  if (error < 0) {
    if (container == Container::mp4) {
      throw Error(Fault::input, path, "the index at the end of the file (moov) is missing or damaged",
                  "the recorder stopped before closing the file; a repair tool for MP4 files may bring it back");
    }
    throw Error(Fault::input, path, "no recording of a kind that is read (" + words(error) + ")",
                "if it plays elsewhere, convert it to WAV or FLAC");
  }
  format.reset(opened);
  if (avformat_find_stream_info(format.get(), nullptr) < 0) throw Error(Fault::input, path, "its contents cannot be made out", "copy it again");
  const AVCodec* codec = nullptr;
  stream_index = av_find_best_stream(format.get(), AVMEDIA_TYPE_AUDIO, -1, -1, &codec, 0);
  if (stream_index < 0 || !codec) throw Error(Fault::input, path, "holds no audio that can be decoded", "give a recording with sound");
  const AVStream& stream = *format->streams[stream_index];
  open_decoder(stream, *codec);
  read_declared(stream);
  packet.reset(av_packet_alloc());
  frame.reset(av_frame_alloc());
}

void LibavSource::State::open_decoder(const AVStream& stream, const AVCodec& codec) {
  decoder.reset(avcodec_alloc_context3(&codec));
  avcodec_parameters_to_context(decoder.get(), stream.codecpar);
  decoder->pkt_timebase = stream.time_base;
  decoder->thread_count = 1;
  if (avcodec_open2(decoder.get(), &codec, nullptr) < 0) {
    throw Error(Fault::input, file.path().string(), std::string("cannot be decoded (") + codec.name + ")", "convert it to WAV or FLAC");
  }
  info.rate = decoder->sample_rate;
  info.channels = decoder->ch_layout.nb_channels;
}

/// How long the container says it is, where it says so and does not guess from the bit rate.
void LibavSource::State::read_declared(const AVStream& stream) {
  const bool adts = std::string_view(format->iformat->name) == "aac";
  if (adts) to_skip = adts_priming;
  swallows_first_frame = decoder->codec_id == AV_CODEC_ID_WMAV1 || decoder->codec_id == AV_CODEC_ID_WMAV2;
  const bool guessed = format->duration_estimation_method == AVFMT_DURATION_FROM_BITRATE;
  if (guessed || adts || container == Container::amr || info.rate <= 0) return;
  if (stream.duration != AV_NOPTS_VALUE && stream.duration > 0 && container == Container::mp4) {
    end = av_rescale_q(stream.duration, stream.time_base, AVRational{1, static_cast<int>(info.rate)});
    info.declared_frames = end;
  } else if (format->duration != AV_NOPTS_VALUE && format->duration > 0) {
    info.declared_frames = av_rescale(format->duration, info.rate, AV_TIME_BASE);
  }
}

/// Appends the frame's samples as interleaved floats.
void LibavSource::State::take_frame() {
  if (!converter) {
    SwrContext* made = nullptr;
    AVChannelLayout layout{};
    av_channel_layout_copy(&layout, &frame->ch_layout);
    if (layout.order == AV_CHANNEL_ORDER_UNSPEC) av_channel_layout_default(&layout, layout.nb_channels);
    const int error = swr_alloc_set_opts2(&made, &layout, AV_SAMPLE_FMT_FLT, frame->sample_rate, &layout,
                                          static_cast<AVSampleFormat>(frame->format), frame->sample_rate, 0, nullptr);
    converter.reset(made);
    if (error < 0 || swr_init(made) < 0) throw Error(Fault::input, file.path().string(), "its samples cannot be converted", "convert it to WAV or FLAC");
  }
  if (frame->sample_rate != info.rate || frame->ch_layout.nb_channels != info.channels) {
    complaint = "the sample rate or the number of channels changes inside the file";
    flushed = true;  // what follows is of another kind
    return;
  }
  queue.compact();
  const auto channels = static_cast<std::size_t>(info.channels);
  if (swallows_first_frame) {
    queue.samples.resize(static_cast<std::size_t>(frame->nb_samples) * channels, 0.0f);
    swallows_first_frame = false;
  }
  const std::size_t at = queue.samples.size();
  queue.samples.resize(at + static_cast<std::size_t>(frame->nb_samples) * channels);
  auto* out = reinterpret_cast<std::uint8_t*>(queue.samples.data() + at);
  const int made = swr_convert(converter.get(), &out, frame->nb_samples, const_cast<const std::uint8_t**>(frame->extended_data), frame->nb_samples);
  queue.samples.resize(at + static_cast<std::size_t>(std::max(made, 0)) * channels);
  if (to_skip > 0) {
    const auto skip = std::min<std::size_t>(static_cast<std::size_t>(to_skip), queue.size() / channels);
    queue.drop(skip * channels);
    to_skip -= static_cast<std::int64_t>(skip);
  }
}

/// Decodes one more packet; false at the end.
bool LibavSource::State::decode_more() {
  if (flushed) return false;
  const int error = av_read_frame(format.get(), packet.get());
  if (failed) std::rethrow_exception(failed);
  if (error >= 0 && packet->stream_index != stream_index) {
    av_packet_unref(packet.get());
    return true;
  }
  if (error < 0) {
    if (error != AVERROR_EOF && complaint.empty()) complaint = words(error);
    flushed = true;
  }
  const int sent = avcodec_send_packet(decoder.get(), error < 0 ? nullptr : packet.get());
  if (sent < 0 && sent != AVERROR_EOF && complaint.empty()) complaint = words(sent);
  av_packet_unref(packet.get());
  while (avcodec_receive_frame(decoder.get(), frame.get()) >= 0) {
    take_frame();
    av_frame_unref(frame.get());
  }
  return true;
}

LibavSource::LibavSource(const InputFile& file, Container container) : state_(std::make_unique<State>(file, container)) {
  state_->open();
}
LibavSource::LibavSource(LibavSource&&) noexcept = default;
LibavSource::~LibavSource() = default;
const SourceInfo& LibavSource::info() const { return state_->info; }
std::string LibavSource::complaint() const { return state_->complaint; }

std::size_t LibavSource::read(float* to, std::size_t frames) {
  State& s = *state_;
  const auto channels = static_cast<std::size_t>(s.info.channels);
  if (s.end) frames = std::min(frames, static_cast<std::size_t>(std::max<std::int64_t>(0, *s.end - s.handed_out)));
  while (s.queue.size() < frames * channels && s.decode_more()) {
  }
  const std::size_t got = s.queue.take(to, frames * channels) / channels;
  s.handed_out += static_cast<std::int64_t>(got);
  return got;
}

std::string libav_version() { return av_version_info(); }

}  // namespace lull

#else

#include <string>

namespace lull {

struct LibavSource::State {
  SourceInfo info;
};

LibavSource::LibavSource(const InputFile& file, Container) {
  throw Error(Fault::input, file.path().string(), "needs libav, which this program was built without",
              "convert it to WAV or FLAC, or build with libavformat, libavcodec and libswresample");
}
LibavSource::LibavSource(LibavSource&&) noexcept = default;
LibavSource::~LibavSource() = default;
const SourceInfo& LibavSource::info() const { return state_->info; }
std::string LibavSource::complaint() const { return {}; }
std::size_t LibavSource::read(float*, std::size_t) { return 0; }
std::string libav_version() { return "absent"; }

}  // namespace lull

#endif
