#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "audio/source.hpp"

namespace lull {

/// Decoded frames on their way out, each at the place that its time stamp gives it: what is missing between
/// two of them becomes silence. Memory: what was decoded and not taken; silence is made as it is taken.
class Timeline {
 public:
  /// skip: frames in front that are an encoder's priming.
  explicit Timeline(std::int64_t skip) : skip_(skip), to_skip_(skip) {}
  void set_skip(std::int64_t frames) { skip_ = to_skip_ = frames; }
  /// To be called before the first frames, once.
  void set_format(int channels, std::int64_t rate);

  /// The next frames bear this time stamp, in frames from any zero. declared: how long all of it says it is,
  /// if it does.
  void at_stamp(std::int64_t stamp, bool exact, std::optional<std::int64_t> declared);
  /// Frames whose stamps do not count them were lost before the next ones.
  void lose(std::int64_t frames);
  /// Something could not be decoded here.
  void note(const std::string& what);
  /// ... and nothing behind it can.
  void stop(const std::string& what);

  /// Room for `frames` frames, zeroed, until the next call.
  float* grow(std::size_t frames);
  /// Of the room last given, this many frames were not needed.
  void shrink(std::size_t frames);

  bool empty() const { return made_ == 0; }
  /// Frames that can be taken without decoding more.
  std::size_t ready() const;
  std::size_t take(float* to, std::size_t frames);
  Damage damage() const;

 private:
  std::vector<float>& tail() { return owed_ > 0 ? held_ : queue_; }

  std::size_t channels_ = 1;
  std::int64_t rate_ = 0;
  std::vector<float> queue_;  // interleaved; the first `taken_` values are gone
  std::size_t taken_ = 0;
  std::int64_t owed_ = 0;    // frames of silence behind the queue ...
  std::vector<float> held_;  // ... and what comes behind them
  std::int64_t made_ = 0;    // frames on the line so far, those to be skipped included
  std::int64_t skip_, to_skip_;
  std::optional<std::int64_t> zero_;  // the stamp that frame 0 would bear
  bool lost_some_ = false;            // since the last frame
  Damage damage_;
};

}  // namespace lull
