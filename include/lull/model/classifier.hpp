#pragma once
#include <memory>

#include "lull/model/model.hpp"

namespace lull {

/// One probability a voice and frame, with the acoustics of the same frames.
struct Scores {
  MatrixView voices;  ///< frames x voice_count, 0 to 1, in the order of Voice; overlaps allowed
  Acoustics acoustics;
};
using ScoreBlock = Block<FrameIndex, Scores>;

/// Features to scores: dilated convolutions of finite context, each one matrix product over the block.
class Classifier {
 public:
  /// `model` must outlive the stage.
  explicit Classifier(const Model& model);
  Classifier(Classifier&&) noexcept;
  Classifier& operator=(Classifier&&) noexcept;
  ~Classifier();
  /// Lifetime: until the next push.
  ScoreBlock push(const FeatureBlock& in);

 private:
  struct State;
  std::unique_ptr<State> state_;
};
static_assert(Stage<Classifier, FeatureBlock, ScoreBlock>);

}  // namespace lull
