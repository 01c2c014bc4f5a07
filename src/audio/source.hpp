#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "audio/container.hpp"

namespace lull {

/// What a decoder says of the audio before any of it is decoded.
struct SourceInfo {
  std::int64_t rate = 0;
  int channels = 0;
  std::optional<std::int64_t> declared_frames;  ///< absent where the file does not say, or only guesses
};

/// What went wrong inside the audio, once its end was reached.
struct Damage {
  std::string what;           ///< what the decoder said of the first place; empty if nothing went wrong
  std::int64_t first = 0;     ///< frame at which that was
  std::int64_t failures = 0;  ///< how often the decoder complained
  std::int64_t places = 0;    ///< how many parts were lost and replaced by silence of their length
  std::int64_t filled = 0;    ///< frames of that silence, all together
  bool stopped = false;       ///< nothing was decoded behind it
};

/// libsndfile over one file, a part of it, or the audio of a RIFF file whose chunks we read ourselves.
class SndfileSource {
 public:
  /// Throws Error(Fault::input) when libsndfile makes nothing of it.
  SndfileSource(const InputFile& file, Container container, const Part& part);
  SndfileSource(const InputFile& file, const WaveFile& wave);
  SndfileSource(SndfileSource&&) noexcept;
  SndfileSource& operator=(SndfileSource&&) noexcept;
  ~SndfileSource();
  const SourceInfo& info() const;
  /// Interleaved samples; 0 frames at the end. Throws Error(Fault::input) when the device fails.
  std::size_t read(float* to, std::size_t frames);
  Damage damage() const;
  /// Bytes that the decoder never asked for.
  std::int64_t unread_bytes() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// libav, where it was built in, and loaded with the first of these: what phones record, and what libsndfile
/// would pass over in silence. Holes in the file become silence of their length, so that what follows keeps
/// its time.
class LibavSource {
 public:
  /// Throws Error(Fault::input) when there is no audio, or when libav is not built in or cannot be loaded.
  LibavSource(const InputFile& file, Container container, const Part& part);
  LibavSource(LibavSource&&) noexcept;
  LibavSource& operator=(LibavSource&&) noexcept;
  ~LibavSource();
  const SourceInfo& info() const;
  /// Interleaved samples; 0 frames at the end. Throws Error(Fault::input) when the device fails.
  std::size_t read(float* to, std::size_t frames);
  Damage damage() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Whether this program was built to read through libav.
bool has_libav();
/// Loads libav, which is else done for the first file that needs it. Throws Error(Fault::input) when it
/// cannot be; does nothing where it is not built in.
void load_libav();

/// Version of libsndfile; of libav, or "absent", or what to install.
std::string sndfile_version();
std::string libav_version();

}  // namespace lull
