#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "lull/core/interval.hpp"
#include "lull/core/warning.hpp"

namespace lull {

/// Looks at every sample as it comes from the decoder: takes out what is no number, and notices clipping,
/// silence, offsets, dead channels and channels that cancel each other. Memory: constant, but for the list of
/// silences. Cost: a few operations a sample, in loops that vectorise.
class SignalCheck {
 public:
  /// chosen: the 1-based channel that is analysed; nothing: the mean of all.
  SignalCheck(SampleRate rate, std::size_t channels, std::optional<int> chosen = {});

  /// samples: frames x channels, interleaved; what is no number or absurd becomes 0 in place.
  void add(float* samples, std::size_t frames);

  /// All that is odd, in a fixed order; call once, after the last samples.
  std::vector<Warning> finish();

  /// Samples that were no numbers, of all; for deciding that nothing of worth is left.
  double share_not_finite() const;

 private:
  static constexpr std::size_t tile = 256;  // frames looked at together
  using Tile = std::array<float, tile>;

  /// Sums and extremes of a tile.
  struct Figures {
    float sum = 0, squares = 0, low = 0, high = 0;
  };

  /// The highest value so far of one sign, and the flat peaks there.
  struct Extreme {
    float value = 0;
    std::int64_t peaks = 0, samples = 0;  // runs of flat_run or more, and what lies in them
    int run = 0;  // samples in a row at `value`; kept only where the peak was entered steeply
    void add(float x, float before);
  };

  struct Channel {
    double sum = 0, squares = 0;
    Extreme high, low;                              // of x, and of -x
    std::int64_t flat_samples = 0, flat_peaks = 0;  // at full scale
    float flat_value = 0, before = 0;
    int flat_run = 0;
  };

  /// samples: a whole tile of them.
  static Figures figures(const float* samples);
  void add_tile(const float* samples, std::size_t frames);
  void look_for_flat_peaks(Channel& channel, const float* samples, std::size_t frames, const Figures& here);
  void add_silence(const float* samples, std::size_t frames, bool all_zero);
  void end_silence(std::int64_t at);
  void add_to_second(double squares, std::size_t frames);
  void end_second();
  bool used(std::size_t channel) const { return !chosen_ || *chosen_ == channel; }
  bool cancelled() const;
  std::optional<double> loud_seconds_db() const;
  Milliseconds at(std::int64_t frame) const { return rate_.time_of(SampleIndex{frame}); }
  void report_levels(std::vector<Warning>& out) const;
  void report_channels(std::vector<Warning>& out) const;

  SampleRate rate_;
  std::vector<Channel> channels_;
  std::optional<std::size_t> chosen_;
  std::int64_t frames_ = 0, not_finite_ = 0;
  std::int64_t silence_from_ = -1;  // first frame of the run of exact zeros that goes on; -1: none
  bool any_sound_ = false;
  double mix_squares_ = 0;  // of what is analysed
  double second_squares_ = 0;
  std::int64_t second_frames_ = 0;
  std::vector<std::int64_t> levels_;  // seconds with sound, by their level in tenths of a decibel
  std::vector<TimeSpan> silences_;
};

}  // namespace lull
