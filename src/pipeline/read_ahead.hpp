#pragma once
#include <cstddef>
#include <deque>
#include <mutex>
#include <vector>

#include "lull/audio/reader.hpp"

namespace lull {

/// A reader whose next blocks may be read by threads that have nothing better to do. The blocks come in the
/// reader's order, whoever read them.
/// Memory: at most `room` samples and a block.
class ReadAhead {
 public:
  static constexpr std::size_t room = 1 << 19;  // samples, 2 MiB: 12 s at 44.1 kHz

  /// reader: must outlive this, and nobody else may read.
  explicit ReadAhead(AudioReader& reader) : reader_(reader) {}
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;

  /// Calls `use` with the next block; for one thread at a time. Throws what AudioReader::read throws.
  /// alone: nobody is expected to read ahead meanwhile, so the block need not be copied; who comes waits.
  template <class Use>
  void next(bool alone, const Use& use) {
    if (take()) return use(SampleBlock{{}, current_.samples, current_.last});
    std::unique_lock reading(reading_);
    if (take()) return use(SampleBlock{{}, current_.samples, current_.last});
    const SampleBlock block = reader_.read();
    if (alone) return use(block);
    current_.samples.assign(block.data.begin(), block.data.end());
    current_.last = block.last;
    reading.unlock();
    use(SampleBlock{{}, current_.samples, current_.last});
  }

  /// Reads a block for those who will ask for it; false if there is no room, or nothing is left. For any
  /// number of threads, beside `next`. Throws what AudioReader::read throws.
  bool more();

 private:
  struct Kept {
    std::vector<float> samples;
    bool last = false;
  };

  bool take();

  std::mutex reading_;  // for the reader and the end of `kept_`; taken before the other
  AudioReader& reader_;
  bool ended_ = false;

  std::mutex keeping_;  // for what follows
  std::deque<Kept> kept_;
  std::size_t samples_ = 0;  // in them

  Kept current_;  // that `next` shows
};

}  // namespace lull
