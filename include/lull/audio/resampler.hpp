#pragma once
#include <memory>

#include "lull/core/stage.hpp"

namespace lull {

/// From which rate to which. Const and shareable.
class ResamplerPlan {
 public:
  ResamplerPlan(SampleRate from, SampleRate to) : from_(from), to_(to) {}
  SampleRate from() const { return from_; }
  SampleRate to() const { return to_; }

 private:
  SampleRate from_, to_;
};

/// Changes the sample rate (soxr, high quality) without shifting the sound in time; equal rates pass through.
/// The output covers the same time: n samples become round(n * to / from).
class Resampler {
 public:
  explicit Resampler(const ResamplerPlan& plan);
  Resampler(Resampler&&) noexcept;
  Resampler& operator=(Resampler&&) noexcept;
  ~Resampler();
  /// Lifetime: until the next push.
  SampleBlock push(const SampleBlock& in);

 private:
  struct State;
  std::unique_ptr<State> state_;
};
static_assert(Stage<Resampler, SampleBlock, SampleBlock>);

}  // namespace lull
