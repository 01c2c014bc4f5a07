#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audio/file.hpp"
#include "lull/core/warning.hpp"

namespace lull {

/// What a file is by its first bytes, whatever its name says.
enum class Container { wav, w64, aiff, caf, au, flac, ogg, mp3, mp4, adts, amr, matroska, asf, other };

/// Where the audio of an uncompressed file lies.
struct DataRange {
  std::int64_t begin = 0;
  std::int64_t declared = 0;   ///< bytes, as the header says
  std::int64_t usable = 0;     ///< bytes that are there and are audio
};

/// How samples of a RIFF file are coded.
struct WaveFormat {
  enum class Coding { integer, floating, mu_law, a_law };
  Coding coding{};
  int channels = 0;
  std::int64_t rate = 0;
  int sample_bytes = 0;
  bool big_endian = false;
};

/// A RIFF, RIFX, RF64 or BW64 file as its chunks tell it.
struct WaveFile {
  WaveFormat format;
  DataRange data;
};

/// Names the container; throws Error(Fault::input) for an empty file and for what is known to be no audio (a web page,
/// text, an archive, a pointer of Git LFS, a Mac resource file).
Container identify(const InputFile& file);

/// Walks the chunks of a RIFF file. What is wrong but can be read around becomes a warning: sizes that lie, a missing
/// ds64, a second data chunk, a half sample at the end. Throws Error(Fault::input) for what cannot be read.
WaveFile inspect_wave(const InputFile& file, std::vector<Warning>& warnings);

/// Bytes of audio that a W64, AIFF, CAF or AU file declares but does not hold; 0 if it is whole or cannot be told.
std::int64_t missing_bytes(const InputFile& file, Container container);

/// What the pages of an Ogg file tell.
struct OggPages {
  int streams = 1;       ///< one after the other: more than 1 in a chained file
  bool complete = true;  ///< the last page is there and says that it is the last
};
/// Cost: a look at each page's header.
OggPages ogg_pages(const InputFile& file);

/// Samples (a channel) that the Xing or Info header of an MP3 file declares, less what its encoder says it put before and
/// behind; nothing without such a header.
std::optional<std::int64_t> mp3_declared_samples(const InputFile& file);

}  // namespace lull
