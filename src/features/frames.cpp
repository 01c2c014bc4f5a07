#include "lull/features/frames.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "features/elementary.hpp"
#include "features/fft.hpp"
#include "features/lanes.hpp"
#include "features/log_mel.hpp"
#include "features/pitch.hpp"
#include "features/spectrum.hpp"

namespace lull {
namespace {

constexpr float level_floor_db = -100.0f;
constexpr float level_floor_power = 1e-10f;
// Below this a frame has no pitch: under the noise of any 16-bit microphone, so only silence loses its
// search.
constexpr float quietest_pitch_db = -75.0f;

/// Periodic Hann window.
AlignedFloats hann(std::size_t length) {
  AlignedFloats window(length);
  for (std::size_t i = 0; i < length; ++i) {
    const double turn = 2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(length);
    window[i] = static_cast<float>(0.5 - 0.5 * std::cos(turn));
  }
  return window;
}

FrameOptions checked(const FrameOptions& options) {
  check(options);
  if (options.window_ms < options.hop_ms || options.window_ms * options.sample_rate_hz / 1000 > options.fft) {
    throw Error(Fault::usage, "window_ms", "does not fit between hop_ms and fft",
                "give a window at least as long as the hop and at most as long as the transform");
  }
  if (options.high_hz > options.sample_rate_hz / 2.0) {
    throw Error(Fault::usage, "high_hz", "above half the sample rate", "give a lower frequency");
  }
  return options;
}

}  // namespace

struct FramePlan::Tables {
  explicit Tables(const FrameOptions& wanted)
      : options(checked(wanted)),
        grid{SampleRate(options.sample_rate_hz),
             std::llround(options.window_ms * options.sample_rate_hz / 1000),
             std::llround(options.hop_ms * options.sample_rate_hz / 1000)},
        fft(static_cast<std::size_t>(options.fft)),
        window(hann(static_cast<std::size_t>(grid.window))),
        mel(options),
        pitch(options, window.span(), fft),
        shape(options) {
    // A full-scale sine at the middle of a bin has the magnitude sum(window) / 2; its power becomes 1.
    float sum = 0;
    for (const float w : window.span()) sum += w;
    power_scale = 4.0f / (sum * sum);
  }
  FrameOptions options;
  FrameGrid grid;
  RealFft fft;
  AlignedFloats window;
  MelBands mel;
  PitchSearch pitch;
  SpectrumShape shape;
  float power_scale = 0;
};

FramePlan::FramePlan(const FrameOptions& options) : tables_(std::make_unique<const Tables>(options)) {}
FramePlan::~FramePlan() = default;
const FrameOptions& FramePlan::options() const { return tables_->options; }
FrameGrid FramePlan::grid() const { return tables_->grid; }

struct Frames::State {
  explicit State(const FramePlan::Tables& tables)
      : plan(tables),
        frame(tables.fft.points()),
        spectrum(2 * tables.fft.bins()),
        correlation(tables.fft.points()),
        power(tables.fft.bins()),
        magnitude(tables.shape.size()),
        logs(tables.shape.size()),
        previous(tables.shape.size()) {}

  void resize(std::size_t frames, std::size_t most);
  void measure(std::span<const float> samples, std::size_t row);

  const FramePlan::Tables& plan;
  AlignedFloats frame, spectrum, correlation, power, magnitude, logs, previous;
  std::vector<float> pending;  // samples from the start of the next frame on
  FrameIndex next{};
  std::vector<float> bands, level, f0, periodicity, tilt, centroid, flux, flatness;
};

/// Room for `frames`; for `most` of them once, so that blocks of one size allocate no more.
void Frames::State::resize(std::size_t frames, std::size_t most) {
  bands.reserve(most * plan.mel.bands());
  bands.resize(frames * plan.mel.bands());
  for (auto* column : {&level, &f0, &periodicity, &tilt, &centroid, &flux, &flatness}) {
    column->reserve(most);
    column->resize(frames);
  }
}

/// All there is to know of one frame. samples: window long, or less at the end of the recording.
void Frames::State::measure(std::span<const float> samples, std::size_t row) {
  const auto window = static_cast<std::size_t>(plan.grid.window);
  std::copy(samples.begin(), samples.end(), frame.data());
  std::fill_n(frame.data() + samples.size(), window - samples.size(), 0.0f);
  const float mean = lane_sum(window, [&](std::size_t i) { return frame[i]; }) / static_cast<float>(window);
  for (std::size_t i = 0; i < window; ++i) frame[i] -= mean;
  const float squares = lane_sum(window, [&](std::size_t i) { return frame[i] * frame[i]; });
  for (std::size_t i = 0; i < window; ++i) frame[i] *= plan.window[i];
  level[row] =
      std::max(level_floor_db, decibels(std::max(squares / static_cast<float>(window), level_floor_power)));

  plan.fft.forward(frame, spectrum);
  for (std::size_t bin = 0; bin < power.size(); ++bin) {
    const float re = spectrum[2 * bin], im = spectrum[2 * bin + 1];
    power[bin] = (re * re + im * im) * plan.power_scale;
  }
  plan.mel.apply(power.span(), {bands.data() + row * plan.mel.bands(), plan.mel.bands()});
  const Shape shape = plan.shape.measure(power.span(), previous.span(), logs.span(), magnitude.span());
  tilt[row] = shape.tilt_db;
  centroid[row] = shape.centroid_hz;
  flux[row] = shape.flux;
  flatness[row] = shape.flatness;
  const Pitch pitch =
      level[row] < quietest_pitch_db ? Pitch{} : plan.pitch.find(power.span(), spectrum, correlation);
  f0[row] = pitch.hertz;
  periodicity[row] = pitch.periodicity;
}

Frames::Frames(const FramePlan& plan) : state_(std::make_unique<State>(*plan.tables_)) {}
Frames::Frames(Frames&&) noexcept = default;
Frames& Frames::operator=(Frames&&) noexcept = default;
Frames::~Frames() = default;

FeatureBlock Frames::push(const SampleBlock& in) {
  State& s = *state_;
  const auto window = static_cast<std::size_t>(s.plan.grid.window);
  const auto hop = static_cast<std::size_t>(s.plan.grid.hop);
  s.pending.reserve(in.data.size() + window);  // no more than a window is ever left over
  s.pending.insert(s.pending.end(), in.data.begin(), in.data.end());
  const std::size_t have = s.pending.size();
  std::size_t frames = have >= window ? (have - window) / hop + 1 : 0;
  if (in.last) frames = (have + hop - 1) / hop;
  s.resize(frames, (in.data.size() + window) / hop + 1);
  const std::span<const float> samples(s.pending);
  for (std::size_t i = 0; i < frames; ++i) {
    s.measure(samples.subspan(i * hop, std::min(window, have - i * hop)), i);
  }
  s.pending.erase(s.pending.begin(),
                  s.pending.begin() + static_cast<std::ptrdiff_t>(std::min(have, frames * hop)));

  const FeatureBlock out{s.next,
                         {{s.bands.data(), frames, s.plan.mel.bands()},
                          {s.level, s.f0, s.periodicity, s.tilt, s.centroid, s.flux, s.flatness}},
                         in.last};
  s.next += static_cast<std::int64_t>(frames);
  return out;
}

}  // namespace lull
