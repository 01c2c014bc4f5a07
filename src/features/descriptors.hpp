#pragma once
#include <memory>
#include <vector>

#include "features/kaldi_mel.hpp"
#include "lull/features/feature_rows.hpp"

namespace lull {

/// What describes the frames of a recording, and its tables. Const and shared by threads.
class DescriptorPlan {
 public:
  /// Throws Error(Fault::usage) as FramePlan and KaldiPlan do.
  DescriptorPlan(const FrameOptions& options, MelDefinition mel);
  const FramePlan& frames() const { return frames_; }
  const std::vector<FeatureColumn>& columns() const { return columns_; }
  std::size_t width() const { return width_; }  ///< values of a frame

 private:
  friend class Descriptors;
  FramePlan frames_;
  std::unique_ptr<const KaldiPlan> kaldi_;  // null: our own definition
  std::size_t bands_, coefficients_;
  std::vector<float> cosines_;
  std::vector<FeatureColumn> columns_;
  std::size_t width_ = 0;
};

/// Samples to all that `lull features` says of each frame (docs/features.md), in the groups of 16 of Frames.
/// What the analysis does not need (roll-off, entropy, harmonics-to-noise ratio, MFCC) is made here from the
/// spectra and bands that the front end leaves, so that the front end is the same for both.
/// Cost: two transforms a frame, with Kaldi's definition three.
class Descriptors {
 public:
  /// `plan` must outlive the stage.
  explicit Descriptors(const DescriptorPlan& plan);
  Descriptors(Descriptors&&) noexcept;
  Descriptors& operator=(Descriptors&&) noexcept;
  ~Descriptors();
  /// Lifetime: until the next push.
  FeatureRows push(const SampleBlock& in);

 private:
  struct State;
  std::unique_ptr<State> state_;
};
static_assert(Stage<Descriptors, SampleBlock, FeatureRows>);

}  // namespace lull
