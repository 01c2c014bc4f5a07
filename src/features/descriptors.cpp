#include "features/descriptors.hpp"

#include <algorithm>
#include <limits>
#include <optional>

#include "features/cosines.hpp"
#include "features/elementary.hpp"
#include "features/frame_tables.hpp"
#include "features/spectra.hpp"

namespace lull {
namespace {

constexpr float absent = std::numeric_limits<float>::quiet_NaN();
constexpr float least_bin_power = 1e-12f;  // of a bin, as in the rest of the shape (front_plan.hpp)
constexpr double rolloff_share = 0.85;
constexpr std::size_t own_coefficients = 13;
// A periodicity of 1 has no noise at all: the ratio stops at 60 dB.
constexpr float least_noise = 1e-6f;

/// The columns before log-mel and MFCC, at their places in a row.
enum Place : std::size_t {
  level,
  f0,
  periodicity,
  harmonics,
  tilt,
  centroid,
  flux,
  flatness,
  rolloff,
  entropy,
  scalars
};
const char* const scalar_names[scalars] = {"level_dbfs",         "f0_hz",       "periodicity", "hnr_db",
                                           "tilt_db_per_octave", "centroid_hz", "flux",        "flatness",
                                           "rolloff_hz",         "entropy"};

/// Boersma 1993, eq. 4: how much stronger the periodic part is than the rest.
float harmonics_to_noise(float periodicity) {
  if (periodicity <= 0) return absent;
  return decibels(periodicity) - decibels(std::max(1 - periodicity, least_noise));
}

/// What acoustics() of the kernel says of 16 frames.
struct GroupAcoustics {
  float f0[lanes] = {}, periodicity[lanes] = {}, tilt[lanes] = {}, centroid[lanes] = {}, flux[lanes] = {},
        flatness[lanes] = {};
};

}  // namespace

DescriptorPlan::DescriptorPlan(const FrameOptions& options, MelDefinition mel)
    : frames_(options),
      kaldi_(mel == MelDefinition::kaldi
                 ? std::make_unique<const KaldiPlan>(frames_.grid(), static_cast<std::size_t>(options.fft))
                 : nullptr),
      bands_(kaldi_ ? KaldiPlan::bands : static_cast<std::size_t>(options.bands)),
      coefficients_(kaldi_ ? KaldiPlan::coefficients : std::min(own_coefficients, bands_)),
      cosines_(cosine_rows(coefficients_, bands_)) {
  for (const char* name : scalar_names) columns_.push_back({name, 1});
  columns_.push_back({kaldi_ ? "kaldi_logmel" : "logmel_db", bands_});
  columns_.push_back({kaldi_ ? "kaldi_mfcc" : "mfcc", coefficients_});
  for (const FeatureColumn& column : columns_) width_ += column.width;
}

struct Descriptors::State {
  State(const DescriptorPlan& wanted, const FrontTables& front)
      : plan(wanted),
        tables(front),
        spectra(wanted.frames_),
        frames(wanted.frames_, spectra),
        work(front.work()),
        magnitudes(front.shape_count * (1 + lanes)) {
    if (wanted.kaldi_) kaldi.emplace(*wanted.kaldi_);
  }

  void describe(std::size_t group, std::size_t row, std::size_t count, const Features& features);
  void measure_shape(const float* power, std::size_t lane, float* to) const;

  const DescriptorPlan& plan;
  const FrontTables& tables;
  Spectra spectra;
  Frames frames;
  std::optional<KaldiMel> kaldi;
  FrontKernel kernel = best_front_kernel();
  AlignedFloats work, magnitudes;
  std::vector<float> pending;  // samples from the start of the next frame on, for Kaldi's definition alone
  std::vector<float> rows;
};

/// Roll-off and entropy of the power within the band of the other measures of shape.
void Descriptors::State::measure_shape(const float* power, std::size_t lane, float* to) const {
  const auto bin = [&](std::size_t i) {
    return std::max(power[(tables.shape_first + i) * lanes + lane], least_bin_power);
  };
  double sum = 0, logs = 0;
  for (std::size_t i = 0; i < tables.shape_count; ++i) {
    const float p = bin(i);
    sum += static_cast<double>(p);
    logs += static_cast<double>(p) * static_cast<double>(log2_of(p));
  }
  std::size_t at = 0;
  for (double below = static_cast<double>(bin(0));
       below < rolloff_share * sum && at + 1 < tables.shape_count;) {
    below += static_cast<double>(bin(++at));
  }
  to[rolloff] = tables.hertz[at];
  const double bits = static_cast<double>(log2_of(static_cast<float>(sum))) - logs / sum;
  const double most = static_cast<double>(log2_of(static_cast<float>(tables.shape_count)));
  to[entropy] = static_cast<float>(std::clamp(bits / most, 0.0, 1.0));
}

/// The `count` frames of a group that exist; `row` is the place of its first frame in `features` and `rows`.
void Descriptors::State::describe(std::size_t group, std::size_t row, std::size_t count,
                                  const Features& features) {
  const float* power = spectra.power(group);
  GroupAcoustics found;
  kernel.acoustics({.tables = &tables,
                    .power = power,
                    .level = power + tables.bins * lanes,
                    .work = work.data(),
                    .f0 = found.f0,
                    .periodicity = found.periodicity,
                    .tilt = found.tilt,
                    .centroid = found.centroid,
                    .flux = found.flux,
                    .flatness = found.flatness,
                    .magnitudes = magnitudes.data()});
  for (std::size_t lane = 0; lane < count; ++lane) {
    float* const to = rows.data() + (row + lane) * plan.width_;
    to[level] = features.acoustics.level_db[row + lane];
    to[f0] = found.f0[lane] > 0 ? found.f0[lane] : absent;
    to[periodicity] = found.periodicity[lane];
    to[harmonics] = harmonics_to_noise(found.periodicity[lane]);
    to[tilt] = found.tilt[lane];
    to[centroid] = found.centroid[lane];
    to[flux] = group == 0 && lane == 0 ? absent : found.flux[lane];
    to[flatness] = found.flatness[lane];
    measure_shape(power, lane, to);
    if (kaldi) continue;
    const auto bands = features.bands.row(row + lane);
    std::copy(bands.begin(), bands.end(), to + scalars);
    transform_cosine(plan.cosines_, to + scalars, plan.bands_, to + scalars + plan.bands_,
                     plan.coefficients_);
  }
  if (!kaldi) return;
  constexpr std::size_t four = KaldiMel::side_by_side;
  for (std::size_t lane = 0; lane < count; lane += four) {
    float* const to = rows.data() + (row + lane) * plan.width_ + scalars;
    kaldi->measure(pending.data() + (row + lane) * tables.hop, to, to + plan.bands_, plan.width_);
  }
}

Descriptors::Descriptors(const DescriptorPlan& plan)
    : state_(std::make_unique<State>(plan, plan.frames_.tables_->front.tables())) {}
Descriptors::Descriptors(Descriptors&&) noexcept = default;
Descriptors& Descriptors::operator=(Descriptors&&) noexcept = default;
Descriptors::~Descriptors() = default;

FeatureRows Descriptors::push(const SampleBlock& in) {
  State& s = *state_;
  const FeatureBlock features = s.frames.push(in);
  const std::size_t frames = features.data.bands.rows;
  const std::size_t padded = (frames + lanes - 1) / lanes * lanes;
  const std::size_t most = (in.data.size() + s.tables.samples()) / s.tables.hop + 2 * lanes;
  s.rows.reserve(most * s.plan.width_);
  s.rows.resize(padded * s.plan.width_);
  if (s.kaldi) {
    s.pending.reserve(in.data.size() + 2 * s.tables.samples() + lanes * s.tables.hop);
    s.pending.insert(s.pending.end(), in.data.begin(), in.data.end());
    // The last frames are filled with zeros, as those of Frames are.
    if (in.last) s.pending.resize(std::max(s.pending.size(), padded * s.tables.hop + s.tables.window), 0.0f);
  }
  const std::size_t group = static_cast<std::size_t>(features.first.value) / lanes;
  for (std::size_t row = 0; row < frames; row += lanes) {
    s.describe(group + row / lanes, row, std::min(lanes, frames - row), features.data);
  }
  s.spectra.forget_before(group + padded / lanes);
  if (s.kaldi) {
    const std::size_t used = std::min(s.pending.size(), frames * s.tables.hop);
    s.pending.erase(s.pending.begin(), s.pending.begin() + static_cast<std::ptrdiff_t>(used));
  }
  return {features.first, {s.rows.data(), frames, s.plan.width_}, in.last};
}

}  // namespace lull
