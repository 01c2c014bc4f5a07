#include "pipeline/matching.hpp"

#include <algorithm>
#include <limits>

namespace lull {
namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();

/// The state of Hopcroft and Karp's algorithm: phases of shortest augmenting paths, no two of which touch.
class Matcher {
 public:
  explicit Matcher(const Candidates& candidates)
      : candidates_(candidates),
        partner_of_left_(candidates.left_items(), none),
        partner_of_right_(candidates.right_items, none),
        distance_(candidates.left_items()),
        next_(candidates.left_items()) {}

  std::size_t run() {
    std::size_t pairs = match_greedily();
    while (measure_distances()) {
      std::copy(candidates_.first.begin(), candidates_.first.end() - 1, next_.begin());
      for (std::size_t left = 0; left < partner_of_left_.size(); ++left) {
        if (partner_of_left_[left] == none && augment(left)) ++pairs;
      }
    }
    return pairs;
  }

 private:
  void join(std::size_t left, std::size_t right) {
    partner_of_left_[left] = right;
    partner_of_right_[right] = left;
  }

  std::size_t match_greedily() {
    std::size_t pairs = 0;
    for (std::size_t left = 0; left < partner_of_left_.size(); ++left) {
      for (const std::size_t right : candidates_.of(left)) {
        if (partner_of_right_[right] != none) continue;
        join(left, right);
        ++pairs;
        break;
      }
    }
    return pairs;
  }

  /// Breadth first from the free items on the left; whether a free one on the right can be reached.
  bool measure_distances() {
    std::vector<std::size_t> queue;
    for (std::size_t left = 0; left < partner_of_left_.size(); ++left) {
      distance_[left] = partner_of_left_[left] == none ? 0 : none;
      if (distance_[left] == 0) queue.push_back(left);
    }
    bool reached = false;
    for (std::size_t at = 0; at < queue.size(); ++at) {
      for (const std::size_t right : candidates_.of(queue[at])) {
        const std::size_t next = partner_of_right_[right];
        if (next == none) {
          reached = true;
        } else if (distance_[next] == none) {
          distance_[next] = distance_[queue[at]] + 1;
          queue.push_back(next);
        }
      }
    }
    return reached;
  }

  /// Depth first along the layers, without recursion: a path may be as long as the file.
  bool augment(std::size_t root) {
    std::vector<std::size_t> path{root};  // items on the left; next_[left] - 1 is the candidate taken
    while (!path.empty()) {
      const std::size_t left = path.back();
      if (next_[left] == candidates_.first[left + 1]) {
        distance_[left] = none;  // a dead end for this phase
        path.pop_back();
        continue;
      }
      const std::size_t right = candidates_.right[next_[left]++];
      const std::size_t next = partner_of_right_[right];
      if (next == none) {
        for (const std::size_t each : path) join(each, candidates_.right[next_[each] - 1]);
        return true;
      }
      if (distance_[next] == distance_[left] + 1) path.push_back(next);
    }
    return false;
  }

  const Candidates& candidates_;
  std::vector<std::size_t> partner_of_left_, partner_of_right_;
  std::vector<std::size_t> distance_;  // from a free item on the left, in pairs; none: not reached
  std::vector<std::size_t> next_;      // the candidate that is tried next
};

/// The best choice among the first so many candidate pairs.
struct Choice {
  std::size_t pairs = 0;
  double sum = 0;     // of their overlaps
  bool last = false;  // whether the last of the candidates is part of it
};

bool better(const Choice& a, const Choice& b) {
  return a.pairs != b.pairs ? a.pairs > b.pairs : a.sum > b.sum;
}

}  // namespace

std::size_t largest_matching(const Candidates& candidates) { return Matcher(candidates).run(); }

double overlap(const TimeSpan& a, const TimeSpan& b) {
  const auto both = intersection(a, b);
  if (!both) return 0;
  const Milliseconds either = a.length() + b.length() - both->length();
  return static_cast<double>(both->length().count()) / static_cast<double>(either.count());
}

std::vector<std::pair<std::size_t, std::size_t>> match_by_overlap(std::span<const TimeSpan> a,
                                                                  std::span<const TimeSpan> b,
                                                                  double least_iou) {
  // Spans of one list are apart, so pairs that overlap never cross: in order of a and then b, both indices
  // only rise, and a pair excludes just those before it that share its a or its b.
  struct Edge {
    std::size_t a, b;
    double iou;
  };
  std::vector<Edge> edges;
  std::size_t from = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    while (from < b.size() && b[from].end <= a[i].begin) ++from;
    for (std::size_t j = from; j < b.size() && b[j].begin < a[i].end; ++j) {
      const double iou = overlap(a[i], b[j]);
      if (iou >= least_iou - 1e-9) edges.push_back({i, j, iou});
    }
  }
  std::vector<Choice> best(edges.size() + 1);  // best[n]: among the first n edges
  std::vector<std::size_t> before(edges.size());
  for (std::size_t n = 0; n < edges.size(); ++n) {
    std::size_t& free = before[n];  // edges [0, free) share nothing with edge n
    for (free = n; free > 0 && (edges[free - 1].a == edges[n].a || edges[free - 1].b == edges[n].b);) --free;
    const Choice with{best[free].pairs + 1, best[free].sum + edges[n].iou, true};
    best[n + 1] = better(with, best[n]) ? with : Choice{best[n].pairs, best[n].sum, false};
  }
  std::vector<std::pair<std::size_t, std::size_t>> pairs;
  for (std::size_t n = edges.size(); n > 0;) {
    if (best[n].last) {
      pairs.emplace_back(edges[n - 1].a, edges[n - 1].b);
      n = before[n - 1];
    } else {
      --n;
    }
  }
  std::reverse(pairs.begin(), pairs.end());
  return pairs;
}

}  // namespace lull
