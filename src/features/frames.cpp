#include "lull/features/frames.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <vector>

#include "core/unset_floats.hpp"
#include "features/frame_tables.hpp"
#include "features/spectra.hpp"

namespace lull {
namespace {

FrameOptions checked(const FrameOptions& options) {
  check(options);
  if (!std::has_single_bit(static_cast<unsigned>(options.fft))) {
    throw Error(Fault::usage, "fft", "is no power of two", "give 512, or another one");
  }
  if (options.window_ms < options.hop_ms || options.window_ms * options.sample_rate_hz / 1000 > options.fft) {
    throw Error(Fault::usage, "window_ms", "does not fit between hop_ms and fft",
                "give a window at least as long as the hop and at most as long as the transform");
  }
  if (options.high_hz > options.sample_rate_hz / 2.0) {
    throw Error(Fault::usage, "high_hz", "above half the sample rate", "give a lower frequency");
  }
  if (options.low_hz >= options.high_hz) {
    throw Error(Fault::usage, "low_hz", "not below high_hz", "give a lower frequency");
  }
  return options;
}

}  // namespace

FramePlan::Tables::Tables(const FrameOptions& wanted)
    : options(checked(wanted)),
      grid{SampleRate(options.sample_rate_hz),
           std::llround(options.window_ms * options.sample_rate_hz / 1000),
           std::llround(options.hop_ms * options.sample_rate_hz / 1000)},
      front(options, grid) {}

FramePlan::FramePlan(const FrameOptions& options) : tables_(std::make_unique<const Tables>(options)) {}
FramePlan::~FramePlan() = default;
const FrameOptions& FramePlan::options() const { return tables_->options; }
FrameGrid FramePlan::grid() const { return tables_->grid; }

struct Frames::State {
  State(const FrontTables& wanted, Spectra* keep)
      : tables(wanted),
        spectra(keep),
        work(wanted.work()),
        power((wanted.bins + 1) * lanes),
        magnitudes(wanted.shape_count * (1 + lanes)) {}

  void resize(std::size_t frames, std::size_t most);
  void measure(const float* samples, std::size_t row);

  const FrontTables& tables;
  FrontKernel kernel = best_front_kernel();
  Spectra* spectra;  // null: all is computed at once
  AlignedFloats work, power, magnitudes;
  std::vector<float> pending;  // samples from the start of the next frame on
  FrameIndex next{};
  UnsetFloats bands, level, f0, periodicity, tilt, centroid, flux, flatness;
};

/// Room for whole groups that hold `frames`; for `most` of them once, so that blocks of one size allocate no
/// more.
void Frames::State::resize(std::size_t frames, std::size_t most) {
  const auto whole = [](std::size_t count) { return (count + lanes - 1) / lanes * lanes; };
  bands.reserve(whole(most) * tables.bands);
  bands.resize(whole(frames) * tables.bands);
  for (auto* column : {&level, &f0, &periodicity, &tilt, &centroid, &flux, &flatness}) {
    if (spectra && column != &level) continue;
    column->reserve(whole(most));
    column->resize(whole(frames));
  }
}

/// One group of frames. samples: tables.samples() of them; row: of its first frame.
void Frames::State::measure(const float* samples, std::size_t row) {
  float* const to = spectra ? spectra->add() : power.data();
  float* const levels = to + tables.bins * lanes;
  kernel.spectra({.tables = &tables,
                  .samples = samples,
                  .work = work.data(),
                  .power = to,
                  .level = levels,
                  .bands = bands.data() + row * tables.bands});
  std::copy_n(levels, lanes, level.data() + row);
  if (spectra) return;
  kernel.acoustics({.tables = &tables,
                    .power = to,
                    .level = levels,
                    .work = work.data(),
                    .f0 = f0.data() + row,
                    .periodicity = periodicity.data() + row,
                    .tilt = tilt.data() + row,
                    .centroid = centroid.data() + row,
                    .flux = flux.data() + row,
                    .flatness = flatness.data() + row,
                    .magnitudes = magnitudes.data()});
}

Frames::Frames(const FramePlan& plan)
    : state_(std::make_unique<State>(plan.tables_->front.tables(), nullptr)) {}
Frames::Frames(const FramePlan& plan, Spectra& keep)
    : state_(std::make_unique<State>(plan.tables_->front.tables(), &keep)) {}
Frames::Frames(Frames&&) noexcept = default;
Frames& Frames::operator=(Frames&&) noexcept = default;
Frames::~Frames() = default;

FeatureBlock Frames::push(const SampleBlock& in) {
  State& s = *state_;
  const std::size_t hop = s.tables.hop, group = lanes * hop, needed = s.tables.samples();
  s.pending.reserve(in.data.size() + 2 * needed + group);  // less than a group and a window is ever left over
  s.pending.insert(s.pending.end(), in.data.begin(), in.data.end());
  const std::size_t have = s.pending.size();
  std::size_t groups = have >= needed ? (have - needed) / group + 1 : 0;
  std::size_t frames = groups * lanes;
  if (in.last) {
    frames = (have + hop - 1) / hop;
    groups = (frames + lanes - 1) / lanes;
    s.pending.resize(groups * group + needed, 0.0f);
  }
  s.resize(frames, (in.data.size() + needed + group) / hop + 1);
  for (std::size_t i = 0; i < groups; ++i) s.measure(s.pending.data() + i * group, i * lanes);
  s.pending.erase(s.pending.begin(), s.pending.begin() + static_cast<std::ptrdiff_t>(groups * group));

  const auto part = [&](const UnsetFloats& column) {
    return std::span<const float>(column).first(std::min(column.size(), frames));
  };
  const FeatureBlock out{s.next,
                         {{s.bands.data(), frames, s.tables.bands},
                          {part(s.level), part(s.f0), part(s.periodicity), part(s.tilt), part(s.centroid),
                           part(s.flux), part(s.flatness)}},
                         in.last};
  s.next += static_cast<std::int64_t>(frames);
  return out;
}

}  // namespace lull
