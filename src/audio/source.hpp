#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "audio/container.hpp"
#include "lull/core/warning.hpp"

namespace lull {

/// What a decoder says of the audio before any of it is decoded.
struct SourceInfo {
  std::int64_t rate = 0;
  int channels = 0;
  std::optional<std::int64_t> declared_frames;  ///< absent where the file does not say, or only guesses
};

/// libsndfile over one file, or over the audio of a RIFF file whose chunks we read ourselves.
class SndfileSource {
 public:
  SndfileSource(const InputFile& file, Container container);
  SndfileSource(const InputFile& file, const WaveFile& wave);
  SndfileSource(SndfileSource&&) noexcept;
  ~SndfileSource();
  const SourceInfo& info() const;
  /// Interleaved samples; 0 frames at the end. Throws Error(Fault::input) when the device fails.
  std::size_t read(float* to, std::size_t frames);
  /// What the decoder choked on, once the end was reached; empty if nothing.
  std::string complaint() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// libav, where it was built in: what phones record, and Ogg streams in a chain.
class LibavSource {
 public:
  /// Throws Error(Fault::input) when there is no audio, or when libav is not built in.
  LibavSource(const InputFile& file, Container container);
  LibavSource(LibavSource&&) noexcept;
  ~LibavSource();
  const SourceInfo& info() const;
  std::size_t read(float* to, std::size_t frames);
  std::string complaint() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Version of libsndfile; of libav, or "absent".
std::string sndfile_version();
std::string libav_version();

}  // namespace lull
