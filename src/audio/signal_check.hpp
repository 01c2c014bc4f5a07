#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "lull/core/interval.hpp"
#include "lull/core/warning.hpp"

namespace lull {

/// Looks at every sample as it comes from the decoder: takes out what is no number, and notices clipping, silence,
/// offsets, dead channels and channels that cancel each other. Memory: constant, but for the list of silences.
class SignalCheck {
 public:
  SignalCheck(SampleRate rate, std::size_t channels);

  /// samples: frames x channels, interleaved; what is no number or absurd becomes 0 in place.
  void add(float* samples, std::size_t frames);

  /// All that is odd, in a fixed order; call once, after the last samples.
  std::vector<Warning> finish();

  /// Samples that were no numbers, of all; for deciding that nothing of worth is left.
  double share_not_finite() const;

 private:
  struct Channel {
    double sum = 0, squares = 0;
    float last = 0;
    int same = 0;  // how many samples in a row had the value `last`, at full scale or above
  };
  void look_at_frame(const float* frame);
  bool cancelled() const;
  void end_silence();
  void end_second();
  Milliseconds at(std::int64_t frame) const { return rate_.time_of(SampleIndex{frame}); }
  void report_levels(std::vector<Warning>& out) const;
  void report_channels(std::vector<Warning>& out) const;

  SampleRate rate_;
  std::vector<Channel> channels_;
  std::int64_t frames_ = 0, not_finite_ = 0, clipped_ = 0, clipped_runs_ = 0;
  std::int64_t silence_from_ = -1;     // first frame of the run of exact zeros that goes on; -1: none
  std::int64_t zero_frames_ = 0;
  double mix_squares_ = 0;             // of the mean of the channels
  double second_squares_ = 0, loudest_second_ = 0;
  std::int64_t second_frames_ = 0;
  std::vector<TimeSpan> silences_;
};

}  // namespace lull
