#include "pipeline/matching.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

#include "support/seeded.hpp"
#include "support/sessions.hpp"

namespace lull {
namespace {

using test::span;

/// The most pairs by trying everything.
std::size_t most_pairs(const Candidates& candidates, std::size_t left, std::vector<bool>& taken) {
  if (left == candidates.left_items()) return 0;
  std::size_t best = most_pairs(candidates, left + 1, taken);
  for (const std::size_t right : candidates.of(left)) {
    if (taken[right]) continue;
    taken[right] = true;
    best = std::max(best, 1 + most_pairs(candidates, left + 1, taken));
    taken[right] = false;
  }
  return best;
}

RC_GTEST_PROP(LargestMatching, HasAsManyPairsAsTryingEverything, ()) {
  Candidates candidates;
  candidates.right_items = *rc::gen::resize(100, rc::gen::inRange<std::size_t>(1, 8));
  const auto left_items = *rc::gen::resize(100, rc::gen::inRange<std::size_t>(0, 8));
  const auto percent = *rc::gen::resize(100, rc::gen::inRange(5, 60));
  for (std::size_t i = 0; i < left_items; ++i) {
    for (std::size_t j = 0; j < candidates.right_items; ++j) {
      if (*rc::gen::resize(100, rc::gen::inRange(0, 100)) < percent) candidates.right.push_back(j);
    }
    candidates.close();
  }
  std::vector<bool> taken(candidates.right_items, false);
  RC_ASSERT(largest_matching(candidates) == most_pairs(candidates, 0, taken));
}

TEST(LargestMatching, GivesUpAPairThatBlocksAnother) {
  // Left 0 likes 0 and 1, left 1 only 0: first come first served would leave left 1 alone.
  Candidates candidates;
  candidates.right_items = 2;
  candidates.right = {0, 1};
  candidates.close();
  candidates.right.push_back(0);
  candidates.close();
  EXPECT_EQ(largest_matching(candidates), 2u);
}

TEST(LargestMatching, FollowsAPathAsLongAsTheFile) {
  // Left i likes i and i + 1, the last only 0: one path through all of them.
  Candidates candidates;
  constexpr std::size_t items = 100000;
  candidates.right_items = items;
  for (std::size_t i = 0; i + 1 < items; ++i) {
    candidates.right.insert(candidates.right.end(), {i, i + 1});
    candidates.close();
  }
  candidates.right.push_back(0);
  candidates.close();
  EXPECT_EQ(largest_matching(candidates), items);
}

/// Disjoint spans on a coarse grid, so that overlaps tie.
std::vector<TimeSpan> any_spans() {
  std::vector<TimeSpan> spans;
  const auto number = *rc::gen::resize(100, rc::gen::inRange(0, 7));
  Milliseconds at{0};
  for (int i = 0; i < number; ++i) {
    const Milliseconds begin = at + Milliseconds{*rc::gen::resize(100, rc::gen::inRange(0, 4))};
    const Milliseconds end = begin + Milliseconds{*rc::gen::resize(100, rc::gen::inRange(1, 10))};
    spans.push_back({begin, end});
    at = end;
  }
  return spans;
}

using Choice = std::pair<std::size_t, double>;  // pairs, sum of their overlaps

Choice best_choice(const std::vector<TimeSpan>& a, const std::vector<TimeSpan>& b, double least,
                   std::size_t i, std::vector<bool>& taken) {
  if (i == a.size()) return {0, 0};
  Choice best = best_choice(a, b, least, i + 1, taken);
  for (std::size_t j = 0; j < b.size(); ++j) {
    if (taken[j] || overlap(a[i], b[j]) < least - 1e-9) continue;
    taken[j] = true;
    Choice with = best_choice(a, b, least, i + 1, taken);
    taken[j] = false;
    with = {with.first + 1, with.second + overlap(a[i], b[j])};
    if (with.first > best.first || (with.first == best.first && with.second > best.second)) best = with;
  }
  return best;
}

RC_GTEST_PROP(MatchByOverlap, IsTheBestOfAllChoices, ()) {
  const auto a = any_spans(), b = any_spans();
  const double least = *rc::gen::element(0.05, 0.3, 0.5);
  const auto pairs = match_by_overlap(a, b, least);
  double sum = 0;
  std::vector<bool> used(b.size(), false);
  for (std::size_t n = 0; n < pairs.size(); ++n) {
    const auto [i, j] = pairs[n];
    if (n > 0) RC_ASSERT(pairs[n - 1].first < i);
    RC_ASSERT(!used[j]);
    used[j] = true;
    RC_ASSERT(overlap(a[i], b[j]) >= least - 1e-9);
    sum += overlap(a[i], b[j]);
  }
  std::vector<bool> taken(b.size(), false);
  const Choice best = best_choice(a, b, least, 0, taken);
  RC_ASSERT(pairs.size() == best.first);
  // The same overlaps, added in another order.
  RC_ASSERT(std::abs(sum - best.second) < 1e-12);
}

TEST(MatchByOverlap, PrefersMorePairsToABetterOne) {
  // The long one fits the second best, but then the first would be left alone.
  const std::vector<TimeSpan> a{span(0, 4), span(4, 10)}, b{span(0, 1.5), span(1.5, 10)};
  const auto pairs = match_by_overlap(a, b, 0.3);
  ASSERT_EQ(pairs.size(), 2u);
  EXPECT_EQ(pairs[0].second, 0u);
  EXPECT_EQ(pairs[1].second, 1u);
}

TEST(Overlap, IsTheSharedPartOfTheUnion) {
  EXPECT_DOUBLE_EQ(overlap(span(0, 4), span(2, 6)), 2.0 / 6);
  EXPECT_EQ(overlap(span(0, 2), span(2, 6)), 0);
}

}  // namespace
}  // namespace lull
