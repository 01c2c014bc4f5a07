#pragma once
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

#include "lull/core/interval.hpp"

namespace lull {

/// Which items on the right may go with each item on the left.
struct Candidates {
  std::vector<std::size_t> first{0};  ///< of left item i: right[first[i]] to right[first[i + 1]]
  std::vector<std::size_t> right;
  std::size_t right_items = 0;

  std::size_t left_items() const { return first.size() - 1; }
  std::span<const std::size_t> of(std::size_t left) const {
    return std::span(right).subspan(first[left], first[left + 1] - first[left]);
  }
  /// Ends the list of the left item that was being filled.
  void close() { first.push_back(right.size()); }
};

/// The number of pairs in the largest one-to-one matching. Source: Hopcroft and Karp 1973. Cost: candidates
/// times the root of the items at worst, near the number of candidates where each item has few.
std::size_t largest_matching(const Candidates& candidates);

/// One-to-one pairs (index in a, index in b) of spans whose intersection is at least `least_iou` of their
/// union: as many as possible and, of all such choices, one with the highest sum of overlaps. Both lists in
/// order and apart. Cost: linear.
std::vector<std::pair<std::size_t, std::size_t>> match_by_overlap(std::span<const TimeSpan> a,
                                                                  std::span<const TimeSpan> b,
                                                                  double least_iou);

/// Intersection over union, 0 to 1.
double overlap(const TimeSpan& a, const TimeSpan& b);

}  // namespace lull
