#pragma once
#include <string>

#include "lull/core/stage.hpp"
#include "lull/features/frames.hpp"

namespace lull {

/// Whose definition log-mel and MFCC follow.
enum class MelDefinition { own, kaldi };

/// A feature of a frame: one value, or several under one name.
struct FeatureColumn {
  std::string name;
  std::size_t width = 1;
};

/// Frames x the columns' widths; NaN where a frame has no such value. docs/features.md defines them.
using FeatureRows = Block<FrameIndex, MatrixView>;

}  // namespace lull
