#pragma once
#include <optional>
#include <vector>

namespace lull {

/// Spearman's correlation of two lists of one length, ties at their mean rank. Nothing where one does not
/// vary.
std::optional<double> rank_correlation(const std::vector<double>& a, const std::vector<double>& b);

}  // namespace lull
