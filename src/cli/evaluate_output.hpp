#pragma once
#include <string>
#include <vector>

#include "lull/corpus/annotation_pairs.hpp"
#include "lull/pipeline/evaluate.hpp"

namespace lull::cli {

/// What was compared with what, beside the scores.
struct Comparison {
  std::string reference, hypothesis;  ///< paths as given
  std::vector<std::string> only_in_reference, only_in_hypothesis;
  std::size_t failed = 0;  ///< files and recordings that could not be used
  bool grouped = false;    ///< whether groups were given; else each recording is one
};

/// Tables for a person at a terminal.
std::string evaluation_text(const Evaluation& evaluation, const Comparison& comparison);

}  // namespace lull::cli
