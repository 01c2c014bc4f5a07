#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <tuple>

#include "lull/core/fields.hpp"
#include "lull/core/stage.hpp"

namespace lull {

/// How frames are cut and what is computed from each. A model carries the options it was trained with.
struct FrameOptions {
  int sample_rate_hz = 16000;
  double window_ms = 25;
  double hop_ms = 10;
  int fft = 512;
  int bands = 40;
  double low_hz = 60;
  double high_hz = 3600;
  double floor_db = -100;

  static constexpr auto fields() {
    using O = FrameOptions;
    return std::tuple{field("sample_rate_hz", &O::sample_rate_hz, "Hz", "rate of the samples", 8000, 48000),
                      field("window_ms", &O::window_ms, "ms", "length of a frame", 5, 100),
                      field("hop_ms", &O::hop_ms, "ms", "from one frame to the next", 1, 100),
                      field("fft", &O::fft, "", "points of the transform, a power of two", 64, 8192),
                      field("bands", &O::bands, "", "mel bands", 8, 256),
                      field("low_hz", &O::low_hz, "Hz", "lower edge of the lowest band", 0, 1000),
                      field("high_hz", &O::high_hz, "Hz", "upper edge of the highest band", 1000, 24000),
                      field("floor_db", &O::floor_db, "dB", "least value of a band", -200, 0)};
  }
};

/// What rides along with the mel bands: one value a frame in each span.
struct Acoustics {
  std::span<const float> level_db;  ///< mean power of the frame less its mean, dB re full scale; floor -100
  std::span<const float> f0_hz;     ///< 0 where unvoiced
  std::span<const float> periodicity;  ///< 0 to 1: normalised autocorrelation at the chosen lag
  std::span<const float> tilt_db;      ///< slope of the spectrum, dB per octave, 200 to 3600 Hz
  std::span<const float> centroid_hz;  ///< power-weighted mean frequency
  std::span<const float> flux;  ///< 0 to 2: change of the normalised magnitude spectrum since the last frame
  std::span<const float> flatness;  ///< 0 (a tone) to 1 (white noise): noisiness of the spectrum
};

struct Features {
  /// frames x bands, mel energy in dB, floored. A full-scale sine at a bin's middle has power 1 there; with
  /// the bins beside it its loudest band reads 0 to 3 dB.
  MatrixView bands;
  Acoustics acoustics;
};

using FeatureBlock = Block<FrameIndex, Features>;

/// Window, filters and transform plans for one set of options. Const and shared by threads.
class FramePlan {
 public:
  /// Throws Error(Fault::usage) when the options do not fit each other.
  explicit FramePlan(const FrameOptions& options);
  ~FramePlan();
  FramePlan(const FramePlan&) = delete;
  FramePlan& operator=(const FramePlan&) = delete;
  const FrameOptions& options() const;
  FrameGrid grid() const;

 private:
  friend class Descriptors;
  friend class Frames;
  friend class Spectra;
  struct Tables;
  std::unique_ptr<const Tables> tables_;
};

class Spectra;

/// Samples to features: one FFT a frame feeds the bands and all that rides along, 16 frames side by side.
/// A frame exists for every hop that starts inside the recording; the last ones are filled with zeros.
/// Frames come in groups of 16: up to 15 are held back until the others' samples are there, or the end.
/// Cost: two FFTs a frame; one where all but bands and levels is left for later.
class Frames {
 public:
  /// `plan` must outlive the stage.
  explicit Frames(const FramePlan& plan);
  /// Leaves the spectra in `keep`, which must outlive the stage, and of the acoustics gives only the levels:
  /// the other columns are empty.
  Frames(const FramePlan& plan, Spectra& keep);
  Frames(Frames&&) noexcept;
  Frames& operator=(Frames&&) noexcept;
  ~Frames();
  /// Lifetime: until the next push.
  FeatureBlock push(const SampleBlock& in);

 private:
  struct State;
  std::unique_ptr<State> state_;
};
static_assert(Stage<Frames, SampleBlock, FeatureBlock>);

}  // namespace lull
