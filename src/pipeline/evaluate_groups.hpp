#pragma once
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

#include "lull/pipeline/evaluate.hpp"
#include "lull/response/value.hpp"

namespace lull {

/// How intervals are drawn: whole groups, with replacement.
struct Resampling {
  int draws = 1000;
  int seed = 1;
};

/// Numbers from 0 to bound - 1, each as likely; the same on every machine. Source: Steele, Lea and Flood 2014
/// (SplitMix64).
class Draw {
 public:
  explicit Draw(int seed) : state_(static_cast<std::uint64_t>(seed)) {}
  std::size_t below(std::size_t bound);

 private:
  std::uint64_t next();
  std::uint64_t state_;
};

/// Collects the values of one score over draws and makes a percentile interval of those that exist.
/// Absent unless at least half of the draws have a value.
std::optional<std::array<double, 2>> percentile_interval(const std::vector<double>& values, int draws);

/// The numbers of a described struct of scores, in the order of its fields.
template <Described Scores>
std::vector<Number> numbers_of(const Scores& scores) {
  std::vector<Number> numbers;
  for_each_field(scores, [&](const auto&, const Number& value) { numbers.push_back(value); });
  return numbers;
}

/// A score of each field of what `scores_of` makes from counts: pooled over all groups, its mean over groups,
/// and a percentile interval from drawing groups with replacement (Efron 1979). Every call draws the same
/// groups. Cost: draws times groups.
template <class Counts, class ScoresOf>
std::vector<Estimate> estimates(std::span<const Counts> groups, const Resampling& resampling,
                                ScoresOf&& scores_of) {
  const auto pool = [](Counts sum, const Counts& each) { return sum += each; };
  const auto pooled_scores = scores_of(std::accumulate(groups.begin(), groups.end(), Counts{}, pool));
  const std::vector<Number> pooled = numbers_of(pooled_scores);
  std::vector<Estimate> all(pooled.size());
  std::size_t at = 0;
  for_each_field(pooled_scores, [&](const auto& field, const Number&) { all[at++].name = field.name; });

  std::vector<double> sums(pooled.size(), 0);
  for (const Counts& group : groups) {
    const std::vector<Number> numbers = numbers_of(scores_of(group));
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (!numbers[i].has_value()) continue;
      sums[i] += *numbers[i];
      ++all[i].groups;
    }
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    all[i].value = pooled[i];
    all[i].group_mean = all[i].groups > 0
                            ? Number(sums[i] / static_cast<double>(all[i].groups))
                            : Number(pooled[i].has_value() ? Reason::undefined : pooled[i].reason());
  }
  if (groups.size() < 2) return all;

  std::vector<std::vector<double>> drawn(pooled.size());
  Draw draw(resampling.seed);
  for (int n = 0; n < resampling.draws; ++n) {
    Counts sum{};
    for (std::size_t g = 0; g < groups.size(); ++g) sum += groups[draw.below(groups.size())];
    const std::vector<Number> numbers = numbers_of(scores_of(sum));
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (numbers[i].has_value()) drawn[i].push_back(*numbers[i]);
    }
  }
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].value.has_value()) all[i].ci95 = percentile_interval(drawn[i], resampling.draws);
  }
  return all;
}

/// The same names, each absent for one reason.
template <Described Scores>
std::vector<Estimate> absent(Reason reason) {
  std::vector<Estimate> all;
  const Scores none{};
  for_each_field(none, [&](const auto& field, const Number&) {
    all.push_back({field.name, reason, std::nullopt, reason, 0});
  });
  return all;
}

/// Counts of one kind, a group each, for the groups that have the track.
template <class Counts>
class Tally {
 public:
  explicit Tally(std::size_t groups) : groups_(groups) {}
  void add(std::size_t group, const Counts& counts) {
    if (!groups_[group]) groups_[group].emplace();
    *groups_[group] += counts;
    pooled_ += counts;
  }
  template <class ScoresOf>
  Scored<Counts> scored(const Resampling& resampling, Reason unavailable, ScoresOf&& scores_of) const {
    if (unavailable != Reason::none) return {pooled_, absent<decltype(scores_of(pooled_))>(unavailable)};
    std::vector<Counts> there;
    for (const auto& group : groups_) {
      if (group) there.push_back(*group);
    }
    return {pooled_, estimates(std::span<const Counts>(there), resampling, scores_of)};
  }

 private:
  std::vector<std::optional<Counts>> groups_;
  Counts pooled_;
};

}  // namespace lull
