#pragma once
#include <string>

#include "lull/audio/reader.hpp"
#include "lull/events/settings.hpp"

namespace lull {

/// The options of all stages of one analysis.
struct PipelineOptions {
  ReaderOptions reader;
  std::string operating_point = "f1";  ///< "f1" or "precision": which thresholds of the model
  MetricSettings metrics;
};

}  // namespace lull
