#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "audio/bytes.hpp"
#include "lull/core/warning.hpp"

namespace lull {

/// What a file is by its first bytes, whatever its name says.
enum class Container { wav, w64, aiff, caf, au, flac, ogg, mp3, mp4, adts, amr, matroska, asf, other };

/// A part of a file, [begin, end).
struct ByteRange {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

/// One of the streams that may stand one after the other in a file.
struct Part {
  ByteRange range;
  std::optional<std::int64_t> declared_frames;  ///< where an encoder wrote it in front
  std::int64_t priming = 0;  ///< frames in front that the encoder added and the decoder will not drop
};

/// Where the audio of an uncompressed file lies.
struct DataRange {
  std::int64_t begin = 0;
  std::int64_t declared = 0;  ///< bytes, as the header says
  std::int64_t usable = 0;    ///< bytes that are there and are audio
};

/// How samples of a RIFF file are coded.
struct WaveFormat {
  enum class Coding { integer, floating, mu_law, a_law, mpeg };
  Coding coding{};
  int channels = 0;
  std::int64_t rate = 0;
  int sample_bytes = 0;  ///< 0 for mpeg, which has no fixed width
  bool big_endian = false;
};

/// A RIFF, RIFX, RF64 or BW64 file as its chunks tell it.
struct WaveFile {
  WaveFormat format;
  DataRange data;
};

/// Names the container; throws Error(Fault::input) for an empty file and for what is known to be no recording
/// that is read (a web page, text, an archive, a pointer of Git LFS, a Mac resource file, rarer kinds of
/// audio).
Container identify(const InputFile& file);

/// Walks the chunks of a RIFF file. What is wrong but can be read around becomes a warning: sizes that lie, a
/// missing ds64, a second data chunk, a half sample at the end. Throws Error(Fault::input) for what cannot be
/// read.
WaveFile inspect_wave(const InputFile& file, std::vector<Warning>& warnings);

/// Bytes of audio that a W64, AIFF, CAF or AU file declares but does not hold; 0 if it is whole or cannot be
/// told.
std::int64_t missing_bytes(const InputFile& file, Container container);

/// Bytes of an ID3v2 tag in front of what the bytes start, 0 if there is none.
std::int64_t id3_length(const HeaderBytes& bytes);

/// Whether a frame of MPEG layer 3 starts at byte `at`.
bool is_mp3_frame(const HeaderBytes& bytes, std::size_t at = 0);

}  // namespace lull
