#pragma once
#include <algorithm>
#include <map>
#include <span>
#include <string_view>
#include <vector>

#include "pipeline/evaluate_groups.hpp"

namespace lull {

/// Which group each pair is in, numbered in the order of their first pairs.
struct Grouping {
  std::vector<std::size_t> of_pair;
  std::size_t groups = 0;

  explicit Grouping(std::span<const RecordingPair> pairs) {
    std::map<std::string_view, std::size_t> numbers;
    for (const RecordingPair& pair : pairs) {
      const auto [entry, is_new] = numbers.emplace(pair.group, groups);
      if (is_new) ++groups;
      of_pair.push_back(entry->second);
    }
  }
};

/// What is evaluated, and how. Lifetime: that of the pairs and settings.
struct EvaluationTask {
  std::span<const RecordingPair> pairs;
  const MetricSettings& settings;
  const EvaluationOptions& options;
  Grouping grouping;

  Resampling resampling() const { return {settings.b, settings.seed}; }
};

TrackEvaluation evaluate_track(const EvaluationTask& task, Track track);
Scored<IdentificationTimes> evaluate_identification(const EvaluationTask& task);
EpisodeEvaluation evaluate_episodes(const EvaluationTask& task);

/// Why a recording cannot be compared, of several reasons the one that is named first; none if one can be.
class Availability {
 public:
  /// Whether this recording can be compared.
  bool add(Reason reason) {
    if (reason == Reason::none) {
      ++recordings_;
    } else if (first_ == Reason::none) {
      first_ = reason;
    } else {
      first_ = std::min(first_, reason);
    }
    return reason == Reason::none;
  }
  std::int64_t recordings() const { return recordings_; }
  Reason reason() const {
    if (recordings_ > 0) return Reason::none;
    return first_ == Reason::none ? Reason::not_observed : first_;
  }

 private:
  std::int64_t recordings_ = 0;
  Reason first_ = Reason::none;
};

}  // namespace lull
