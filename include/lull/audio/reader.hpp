#pragma once
#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lull/core/recording.hpp"
#include "lull/core/stage.hpp"
#include "lull/core/warning.hpp"

namespace lull {

struct ReaderOptions {
  std::optional<int> channel;  ///< 1-based channel to read; nothing: the mean of all channels
  std::size_t block = 16384;   ///< most samples a read hands over
};

/// Opens a recording of any format we know and hands it over as mono blocks at the file's own rate.
/// Memory does not depend on the length. Not shareable between threads.
class AudioReader {
 public:
  /// Throws Error(Fault::input) when there is no audio in the file that can be read.
  explicit AudioReader(const std::filesystem::path& path, ReaderOptions options = {});
  AudioReader(AudioReader&&) noexcept;
  AudioReader& operator=(AudioReader&&) noexcept;
  ~AudioReader();

  /// Path, rate and channels at once; `duration` once the last block was read (before it: as declared, if at
  /// all); `id` and `sha256` are left empty.
  const RecordingInfo& info() const;

  /// The next samples; `last` is set on the final block, and reading on after it gives empty last blocks.
  /// Lifetime: until the next read. Damage inside the file is a warning: what is lost becomes silence of its
  /// length, so that the rest keeps its time. Throws Error(Fault::input) when the device fails and, with the
  /// last block, when nothing could be decoded or most samples were no numbers.
  SampleBlock read();

  /// Whether the file is short, and its bytes are kept while its samples are read.
  bool is_short() const;
  /// The SHA-256 of a short file whose samples were read: of the same bytes. Nothing for a long one, and for
  /// one that has grown meanwhile. Cost: one pass over the bytes.
  std::optional<std::string> sha256() const;

  /// What is odd about the recording; complete once the last block was read. In a fixed order.
  const std::vector<Warning>& warnings() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace lull
