#include "lull/audio/clip.hpp"

#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "lull/audio/reader.hpp"
#include "lull/audio/resampler.hpp"
#include "lull/core/error.hpp"

namespace lull {
namespace {

std::int64_t sample_of(Milliseconds time) { return time.count() * clip_rate.hertz() / 1000; }

/// A file in memory, as libsndfile writes it: FLAC goes back to its start to say how long it became.
struct MemoryFile {
  std::string bytes;
  std::size_t at = 0;

  static MemoryFile& of(void* self) { return *static_cast<MemoryFile*>(self); }
  static sf_count_t length(void* self) { return static_cast<sf_count_t>(of(self).bytes.size()); }
  static sf_count_t tell(void* self) { return static_cast<sf_count_t>(of(self).at); }
  static sf_count_t seek(sf_count_t offset, int whence, void* self) {
    const sf_count_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? tell(self) : length(self);
    of(self).at = static_cast<std::size_t>(std::max<sf_count_t>(0, from + offset));
    return tell(self);
  }
  static sf_count_t read(void* to, sf_count_t count, void* self) {
    MemoryFile& file = of(self);
    if (file.at >= file.bytes.size()) return 0;
    const std::size_t got = std::min(static_cast<std::size_t>(count), file.bytes.size() - file.at);
    std::memcpy(to, file.bytes.data() + file.at, got);
    file.at += got;
    return static_cast<sf_count_t>(got);
  }
  static sf_count_t write(const void* from, sf_count_t count, void* self) {
    MemoryFile& file = of(self);
    const auto size = static_cast<std::size_t>(count);
    if (file.bytes.size() < file.at + size) file.bytes.resize(file.at + size);
    std::memcpy(file.bytes.data() + file.at, from, size);
    file.at += size;
    return count;
  }
};

}  // namespace

void cut_clips(const std::filesystem::path& recording, std::optional<int> channel,
               std::span<const TimeSpan> spans,
               const std::function<void(std::size_t, std::span<const float>)>& take) {
  std::vector<std::vector<float>> clips(spans.size());
  std::vector<std::size_t> open(spans.size());
  for (std::size_t i = 0; i < spans.size(); ++i) open[i] = i;
  std::stable_sort(open.begin(), open.end(),
                   [&](std::size_t a, std::size_t b) { return spans[a].end < spans[b].end; });
  AudioReader reader(recording, {.channel = channel});
  Resampler resampler(ResamplerPlan(*reader.info().rate, clip_rate));
  std::int64_t at = 0;  // first sample of the block
  for (bool more = true; more && !open.empty();) {
    const SampleBlock block = resampler.push(reader.read());
    const auto end = at + static_cast<std::int64_t>(block.data.size());
    for (const std::size_t i : open) {
      const std::int64_t from = std::max(at, sample_of(spans[i].begin));
      const std::int64_t to = std::min(end, sample_of(spans[i].end));
      if (from >= to) continue;
      const auto part =
          block.data.subspan(static_cast<std::size_t>(from - at), static_cast<std::size_t>(to - from));
      clips[i].insert(clips[i].end(), part.begin(), part.end());
    }
    more = !block.last;
    at = end;
    while (!open.empty() && (!more || sample_of(spans[open.front()].end) <= at)) {
      take(open.front(), clips[open.front()]);
      clips[open.front()] = {};
      open.erase(open.begin());
    }
  }
}

std::string flac_of(std::span<const float> samples) {
  std::vector<short> shorts(samples.size());
  std::transform(samples.begin(), samples.end(), shorts.begin(), [](float sample) {
    return static_cast<short>(std::lround(std::clamp(sample * 32768.0F, -32768.0F, 32767.0F)));
  });
  MemoryFile file;
  SF_VIRTUAL_IO io{MemoryFile::length, MemoryFile::seek, MemoryFile::read, MemoryFile::write,
                   MemoryFile::tell};
  SF_INFO info{};
  info.samplerate = static_cast<int>(clip_rate.hertz());
  info.channels = 1;
  info.format = SF_FORMAT_FLAC | SF_FORMAT_PCM_16;
  SNDFILE* handle = sf_open_virtual(&io, SFM_WRITE, &info, &file);
  const auto count = static_cast<sf_count_t>(shorts.size());
  const bool good = handle && sf_write_short(handle, shorts.data(), count) == count;
  if (!good) {
    const std::string why = sf_strerror(handle);
    if (handle) sf_close(handle);
    throw Error(Fault::output, "clip", "cannot be written as FLAC (" + why + ")",
                "install a libsndfile with FLAC, or leave --embed-audio out");
  }
  sf_close(handle);
  return std::move(file.bytes);
}

}  // namespace lull
