#include <algorithm>
#include <array>
#include <cmath>
#include <exception>
#include <string>
#include <string_view>

#include "audio/libav.hpp"
#include "audio/source.hpp"
#include "audio/timeline.hpp"
#include "lull/core/error.hpp"

namespace lull {
namespace {

constexpr int io_buffer = 1 << 16;
// ADTS says nothing of the samples an encoder puts in front; FFmpeg and most others put one frame of 1024.
constexpr std::int64_t adts_priming = 1024;
// Only what we know to be recordings: libav also reads play lists, scripts and pictures, and would open what
// they name.
constexpr const char* formats = "aac,aiff,amr,amrnb,amrwb,asf,au,caf,flac,matroska,mov,mp3,ogg,w64,wav,webm";
constexpr const char* codecs =
    "aac,ac3,alac,amrnb,amrwb,eac3,flac,libopus,libvorbis,mp1,mp1float,mp2,mp2float,mp3,mp3float,opus,pcm_"
    "alaw,"
    "pcm_f32be,pcm_f32le,pcm_f64be,pcm_f64le,pcm_mulaw,pcm_s16be,pcm_s16le,pcm_s24be,pcm_s24le,pcm_s32be,pcm_"
    "s32le,pcm_s8,pcm_u8,"
    "vorbis,wmalossless,wmapro,wmav1,wmav2,wmavoice";
// Below this libav itself calls what it found a guess, and any bytes can look like that.
constexpr int surest_guess = AVPROBE_SCORE_RETRY - 1;

struct Close {
  void operator()(AVFormatContext* p) const { libav().avformat_close_input(&p); }
  void operator()(AVCodecContext* p) const { libav().avcodec_free_context(&p); }
  void operator()(AVPacket* p) const { libav().av_packet_free(&p); }
  void operator()(AVFrame* p) const { libav().av_frame_free(&p); }
  void operator()(SwrContext* p) const { libav().swr_free(&p); }
  void operator()(AVIOContext* p) const {
    libav().av_freep(&p->buffer);
    libav().avio_context_free(&p);
  }
};
template <class T>
using Owned = std::unique_ptr<T, Close>;

std::string words(int error) {
  if (error == AVERROR_INVALIDDATA || error == AVERROR(EPERM) || error == AVERROR(EINVAL))
    return "invalid data";
  std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
  return libav().av_strerror(error, text.data(), text.size()) == 0 ? text.data() : "unknown error";
}

int open_nothing(AVFormatContext*, AVIOContext**, const char*, int, AVDictionary**) {
  return AVERROR(EACCES);
}

/// Bytes of the MPEG layer 3 frame that the header starts, 0 if it is none.
std::int64_t mp3_frame_bytes(const std::uint8_t* h, int rate) {
  static constexpr std::array<std::array<int, 15>, 2> kilobits{
      {{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
       {0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320}}};
  const bool mpeg1 = (h[1] & 0x08) != 0;
  const int index = h[2] >> 4;
  if (index >= 15 || rate <= 0) return 0;
  return (mpeg1 ? 144000 : 72000) * kilobits[mpeg1][static_cast<std::size_t>(index)] / rate + (h[2] >> 1 & 1);
}

}  // namespace

struct LibavSource::State {
  State(const InputFile& input, Container kind, const Part& wanted)
      : file(input), container(kind), part(wanted), position(wanted.range.begin), line(wanted.priming) {}

  void open();
  void open_container();
  void open_decoder(const AVStream& stream, const AVCodec& decoder);
  void read_declared(const AVStream& stream);
  bool decode_more();
  void note_lost_frames();
  void keep_time();
  bool start_converter();
  void take_frame();
  static int read_bytes(void* self, std::uint8_t* to, int count);
  static std::int64_t seek(void* self, std::int64_t offset, int whence);

  const InputFile& file;
  Container container;
  Part part;
  std::int64_t position;
  Owned<AVIOContext> io;
  Owned<AVFormatContext> format;
  Owned<AVCodecContext> decoder;
  Owned<SwrContext> converter;
  Owned<AVPacket> packet;
  Owned<AVFrame> frame;
  int stream_index = -1;
  SourceInfo info;
  Timeline line;
  std::int64_t handed_out = 0;        // frames
  std::optional<std::int64_t> end;    // frames after which the container says there is only padding
  std::int64_t behind = -1;           // where the last packet ended in the file
  double usual_bytes = 0;             // of a frame
  bool swallows_first_frame = false;  // the WMA decoder does: silence of its length keeps the time right
  bool flushed = false;
  std::exception_ptr failed;
};

int LibavSource::State::read_bytes(void* self, std::uint8_t* to, int count) {
  auto& s = *static_cast<State*>(self);
  try {
    const std::int64_t wanted = std::clamp<std::int64_t>(s.part.range.end - s.position, 0, count);
    const std::size_t got = s.file.read_at(s.position, to, static_cast<std::size_t>(wanted));
    s.position += static_cast<std::int64_t>(got);
    return got == 0 ? AVERROR_EOF : static_cast<int>(got);
  } catch (...) {
    s.failed = std::current_exception();
    return AVERROR(EIO);
  }
}

std::int64_t LibavSource::State::seek(void* self, std::int64_t offset, int whence) {
  auto& s = *static_cast<State*>(self);
  const ByteRange& range = s.part.range;
  if (whence & AVSEEK_SIZE) return range.end - range.begin;
  const int kind = whence & ~AVSEEK_FORCE;
  const std::int64_t from = kind == SEEK_SET ? range.begin : kind == SEEK_CUR ? s.position : range.end;
  if (offset < range.begin - from || offset > range.end - from) return AVERROR(EINVAL);
  s.position = from + offset;
  return s.position - range.begin;
}

void LibavSource::State::open_container() {
  io.reset(libav().avio_alloc_context(static_cast<unsigned char*>(libav().av_malloc(io_buffer)), io_buffer, 0,
                                      this, read_bytes, nullptr, seek));
  AVFormatContext* opened = libav().avformat_alloc_context();
  opened->pb = io.get();
  opened->io_open = open_nothing;
  opened->format_whitelist = libav().av_strdup(formats);
  opened->codec_whitelist = libav().av_strdup(codecs);
  const int error = libav().avformat_open_input(&opened, nullptr, nullptr, nullptr);
  if (error >= 0) format.reset(opened);
  if (failed) std::rethrow_exception(failed);
  const std::string path = file.path().string();
  if (error < 0 && container == Container::mp4) {
    throw Error(
        Fault::input, path, "the index at the end of the file (moov) is missing or damaged",
        "the recorder stopped before closing the file; a repair tool for MP4 files may bring it back");
  }
  if (error < 0 || (container == Container::other && format->probe_score <= surest_guess)) {
    throw Error(Fault::input, path, "no recording of a kind that is read",
                "if it plays elsewhere, convert it to WAV or FLAC");
  }
}

void LibavSource::State::open() {
  libav().av_log_set_level(AV_LOG_QUIET);
  open_container();
  const std::string path = file.path().string();
  const int found = libav().avformat_find_stream_info(format.get(), nullptr);
  if (failed) std::rethrow_exception(failed);
  if (found < 0) throw Error(Fault::input, path, "its contents cannot be made out", "copy it again");
  const AVCodec* codec = nullptr;
  stream_index = libav().av_find_best_stream(format.get(), AVMEDIA_TYPE_AUDIO, -1, -1, &codec, 0);
  if (stream_index < 0 || !codec)
    throw Error(Fault::input, path, "holds no audio that can be decoded", "give a recording with sound");
  for (unsigned i = 0; i < format->nb_streams; ++i) {
    if (static_cast<int>(i) != stream_index) format->streams[i]->discard = AVDISCARD_ALL;
  }
  const AVStream& stream = *format->streams[stream_index];
  open_decoder(stream, *codec);
  packet.reset(libav().av_packet_alloc());
  frame.reset(libav().av_frame_alloc());
  // Some AAC says its true rate and channels only in the first frame.
  while (line.empty() && decode_more()) {
  }
  if (line.empty()) {
    const std::string what = line.damage().what;
    throw Error(Fault::input, path,
                "holds no audio that can be decoded" + (what.empty() ? "" : " (" + what + ")"),
                "if it plays elsewhere, convert it to WAV or FLAC");
  }
  read_declared(stream);
}

void LibavSource::State::open_decoder(const AVStream& stream, const AVCodec& codec) {
  decoder.reset(libav().avcodec_alloc_context3(&codec));
  libav().avcodec_parameters_to_context(decoder.get(), stream.codecpar);
  decoder->pkt_timebase = stream.time_base;
  decoder->thread_count = 1;
  decoder->codec_whitelist = libav().av_strdup(codecs);
  if (libav().avcodec_open2(decoder.get(), &codec, nullptr) < 0) {
    throw Error(Fault::input, file.path().string(), std::string("cannot be decoded (") + codec.name + ")",
                "convert it to WAV or FLAC");
  }
  swallows_first_frame = codec.id == AV_CODEC_ID_WMAV1 || codec.id == AV_CODEC_ID_WMAV2;
  if (std::string_view(format->iformat->name) == "aac") line.set_skip(adts_priming);
}

/// How long the container says it is, where it says so and does not guess from the bit rate.
void LibavSource::State::read_declared(const AVStream& stream) {
  if (part.declared_frames) {
    info.declared_frames = part.declared_frames;
    return;
  }
  const bool raw = std::string_view(format->iformat->name) == "aac" || container == Container::amr ||
                   container == Container::mp3;
  if (raw || format->duration_estimation_method == AVFMT_DURATION_FROM_BITRATE) return;
  if (stream.duration != AV_NOPTS_VALUE && stream.duration > 0 && container == Container::mp4) {
    end = libav().av_rescale_q(stream.duration, stream.time_base, AVRational{1, static_cast<int>(info.rate)});
    info.declared_frames = end;
  } else if (format->duration != AV_NOPTS_VALUE && format->duration > 0) {
    info.declared_frames = libav().av_rescale(format->duration, info.rate, AV_TIME_BASE);
  }
}

/// Tells the time line where the frame belongs.
void LibavSource::State::keep_time() {
  if (frame->best_effort_timestamp == AV_NOPTS_VALUE || decoder->pkt_timebase.num <= 0) return;
  const AVRational frames{1, static_cast<int>(info.rate)};
  line.at_stamp(libav().av_rescale_q(frame->best_effort_timestamp, decoder->pkt_timebase, frames),
                container == Container::flac, info.declared_frames);
}

bool LibavSource::State::start_converter() {
  if (converter) return frame->sample_rate == info.rate && frame->ch_layout.nb_channels == info.channels;
  info.rate = frame->sample_rate;
  info.channels = frame->ch_layout.nb_channels;
  SwrContext* opened = nullptr;
  AVChannelLayout layout{};
  libav().av_channel_layout_copy(&layout, &frame->ch_layout);
  if (layout.order == AV_CHANNEL_ORDER_UNSPEC) libav().av_channel_layout_default(&layout, layout.nb_channels);
  const int error =
      libav().swr_alloc_set_opts2(&opened, &layout, AV_SAMPLE_FMT_FLT, frame->sample_rate, &layout,
                                  static_cast<AVSampleFormat>(frame->format), frame->sample_rate, 0, nullptr);
  converter.reset(opened);
  libav().av_channel_layout_uninit(&layout);
  line.set_format(info.channels, info.rate);
  if (error < 0 || libav().swr_init(opened) < 0) {
    throw Error(Fault::input, file.path().string(), "its samples cannot be converted",
                "convert it to WAV or FLAC");
  }
  return true;
}

/// Appends the frame's samples as interleaved floats.
void LibavSource::State::take_frame() {
  if (!start_converter()) {
    line.stop("the sample rate or the number of channels changes");
    flushed = true;  // what follows is of another kind
    return;
  }
  const auto count = static_cast<std::size_t>(frame->nb_samples);
  if (swallows_first_frame) line.grow(count);
  swallows_first_frame = false;
  keep_time();
  auto* out = reinterpret_cast<std::uint8_t*>(line.grow(count));
  const int converted =
      libav().swr_convert(converter.get(), &out, frame->nb_samples,
                          const_cast<const std::uint8_t**>(frame->extended_data), frame->nb_samples);
  line.shrink(count - static_cast<std::size_t>(std::max(0, converted)));
}

/// MP3 frames have no time stamps of their own: bytes beyond a packet's own frame are lost frames.
void LibavSource::State::note_lost_frames() {
  if (container != Container::mp3 || packet->pos < 0 || packet->size < 4) return;
  const std::int64_t gap = behind < 0 ? 0 : packet->pos - behind;
  const HeaderBytes between(file, part.range.begin + std::max<std::int64_t>(0, behind));
  behind = packet->pos + packet->size;
  const std::int64_t own = mp3_frame_bytes(packet->data, static_cast<int>(info.rate));
  if (gap <= 0 && std::abs(own - packet->size) <= 1) {
    usual_bytes =
        usual_bytes == 0 ? static_cast<double>(own) : 0.9 * usual_bytes + 0.1 * static_cast<double>(own);
    return;
  }
  const bool tag =
      gap > 0 && (id3_length(between) > 0 || between.starts_with("TAG") || between.starts_with("APETAGEX"));
  if (tag || usual_bytes == 0 || packet->duration <= 0) return;
  const std::int64_t frames = std::llround(static_cast<double>(gap + packet->size) / usual_bytes) - 1;
  if (frames <= 0) return;
  line.lose(frames * libav().av_rescale_q(packet->duration, decoder->pkt_timebase,
                                          AVRational{1, static_cast<int>(info.rate)}));
}

/// Decodes one more packet; false at the end.
bool LibavSource::State::decode_more() {
  if (flushed) return false;
  const int error = libav().av_read_frame(format.get(), packet.get());
  if (failed) std::rethrow_exception(failed);
  if (error >= 0 && packet->stream_index != stream_index) {
    libav().av_packet_unref(packet.get());
    return true;
  }
  if (error < 0) {
    if (error != AVERROR_EOF) line.note(words(error));
    flushed = true;
  } else {
    note_lost_frames();
  }
  int result = libav().avcodec_send_packet(decoder.get(), error < 0 ? nullptr : packet.get());
  libav().av_packet_unref(packet.get());
  while (result >= 0) {
    result = libav().avcodec_receive_frame(decoder.get(), frame.get());
    if (result >= 0) take_frame();
    libav().av_frame_unref(frame.get());
  }
  if (result != AVERROR(EAGAIN) && result != AVERROR_EOF) {
    line.note(words(result));
  }
  return true;
}

LibavSource::LibavSource(const InputFile& file, Container container, const Part& part)
    : state_(std::make_unique<State>(file, container, part)) {
  state_->open();
}
LibavSource::LibavSource(LibavSource&&) noexcept = default;
LibavSource& LibavSource::operator=(LibavSource&&) noexcept = default;
LibavSource::~LibavSource() = default;
const SourceInfo& LibavSource::info() const { return state_->info; }

Damage LibavSource::damage() const { return state_->line.damage(); }

std::size_t LibavSource::read(float* to, std::size_t frames) {
  State& s = *state_;
  if (s.end)
    frames = std::min(frames, static_cast<std::size_t>(std::max<std::int64_t>(0, *s.end - s.handed_out)));
  while (s.line.ready() < frames && s.decode_more()) {
  }
  const std::size_t got = s.line.take(to, frames);
  s.handed_out += static_cast<std::int64_t>(got);
  return got;
}

bool has_libav() { return true; }
void load_libav() { (void)libav(); }

std::string libav_version() {
  try {
    return libav().av_version_info();
  } catch (const Error& error) {
    return "cannot be loaded; " + error.remedy();
  }
}

}  // namespace lull
