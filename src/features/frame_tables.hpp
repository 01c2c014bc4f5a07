#pragma once
#include "features/front_plan.hpp"
#include "lull/features/frames.hpp"

namespace lull {

/// What FramePlan holds.
struct FramePlan::Tables {
  explicit Tables(const FrameOptions& wanted);
  FrameOptions options;
  FrameGrid grid;
  FrontPlan front;
};

}  // namespace lull
