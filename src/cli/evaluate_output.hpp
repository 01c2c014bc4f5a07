#pragma once
#include <span>
#include <string>
#include <vector>

#include "lull/corpus/annotation_pairs.hpp"
#include "lull/pipeline/evaluate.hpp"

namespace lull::cli {

/// What was compared with what, beside the scores.
struct Comparison {
  std::string reference, hypothesis;  ///< paths as given
  std::vector<std::string> only_in_reference, only_in_hypothesis;
  std::vector<std::string> notes;
  std::size_t failed = 0;  ///< files and recordings that could not be used
  bool grouped = false;    ///< whether groups were given; else each recording is one
};

/// Tables for a person at a terminal.
std::string evaluation_text(const Evaluation& evaluation, const Comparison& comparison);

/// One JSON object: every count and score, unrounded; what is absent is null, with its reason in `na`.
std::string evaluation_json(const Evaluation& evaluation, const Comparison& comparison);

/// A CSV with a row a recording: the headline scores of each by itself.
std::string evaluation_csv(std::span<const RecordingPair> pairs, const MetricSettings& settings,
                           const EvaluationOptions& options);

}  // namespace lull::cli
