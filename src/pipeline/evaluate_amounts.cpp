#include "pipeline/evaluate_amounts.hpp"

#include <algorithm>
#include <cmath>

#include "lull/events/spans.hpp"
#include "response/ranks.hpp"

namespace lull {
namespace {

constexpr double ms_per_min = 60000;
constexpr double normal_95 = 1.96;  // as limits of agreement are defined

/// Adds the spans' time to the intervals that they lie in; `first` is the number of interval 0.
template <class Add>
void for_each_part(std::span<const TimeSpan> spans, Milliseconds length, Add&& add) {
  for (const TimeSpan& span : spans) {
    for (Milliseconds from = span.begin; from < span.end;) {
      const std::int64_t interval = from / length;
      const Milliseconds until = std::min(span.end, (interval + 1) * length);
      add(interval, until - from);
      from = until;
    }
  }
}

/// Sum of squares or products about the means.
double centred(double products, double a, double b, double n) { return products - a * b / n; }

}  // namespace

AmountSums& AmountSums::operator+=(const AmountSums& other) {
  if (other.intervals == 0) return *this;
  if (intervals == 0) return *this = other;
  intervals += other.intervals;
  partial += other.partial;
  without += other.without;
  x += other.x;
  y += other.y;
  xx += other.xx;
  yy += other.yy;
  xy += other.xy;
  absolute += other.absolute;
  relative += other.relative;
  x_low = std::min(x_low, other.x_low);
  x_high = std::max(x_high, other.x_high);
  y_low = std::min(y_low, other.y_low);
  y_high = std::max(y_high, other.y_high);
  return *this;
}

std::vector<Amount> amounts_of(const TrackPair& spans, std::span<const TimeSpan> observed,
                               Milliseconds length) {
  // Intervals with annotated time, by number; all spans lie inside annotated time.
  std::vector<std::int64_t> intervals;
  std::vector<Milliseconds> annotated;
  for_each_part(observed, length, [&](std::int64_t interval, Milliseconds part) {
    if (intervals.empty() || intervals.back() != interval) {
      intervals.push_back(interval);
      annotated.push_back(Milliseconds{0});
    }
    annotated.back() += part;
  });
  std::vector<Amount> amounts(intervals.size());
  for (std::size_t i = 0; i < amounts.size(); ++i) amounts[i].partial = annotated[i] < length;
  const auto fill = [&](std::span<const TimeSpan> of, Milliseconds Amount::*side) {
    std::size_t at = 0;
    for_each_part(of, length, [&](std::int64_t interval, Milliseconds part) {
      while (intervals[at] < interval) ++at;
      amounts[at].*side += part;
    });
  };
  fill(spans.reference, &Amount::reference);
  fill(spans.hypothesis, &Amount::hypothesis);
  return amounts;
}

AmountSums sums_of(std::span<const Amount> amounts) {
  AmountSums all;
  for (const Amount& amount : amounts) {
    const double x = in_ms(amount.reference), y = in_ms(amount.hypothesis), off = std::abs(y - x);
    AmountSums one;
    one.intervals = 1;
    one.partial = amount.partial ? 1 : 0;
    one.without = x > 0 ? 0 : 1;
    one.x = one.x_low = one.x_high = x;
    one.y = one.y_low = one.y_high = y;
    one.xx = x * x;
    one.yy = y * y;
    one.xy = x * y;
    one.absolute = off;
    one.relative = x > 0 ? off / x : 0;
    all += one;
  }
  return all;
}

AmountScores amount_scores(const AmountSums& sums) {
  AmountScores scores;
  scores.pearson = scores.bias_min = scores.loa_low_min = scores.loa_high_min = scores.mae_min = scores.mape =
      scores.icc = Reason::too_few;
  if (sums.intervals == 0) return scores;
  const auto n = static_cast<double>(sums.intervals);
  const auto rated = static_cast<double>(sums.intervals - sums.without);
  const double bias = (sums.y - sums.x) / n;
  scores.bias_min = bias / ms_per_min;
  scores.mae_min = sums.absolute / n / ms_per_min;
  scores.mape = rated > 0 ? Number(sums.relative / rated) : Number(Reason::undefined);
  if (sums.intervals < 2) return scores;

  const bool x_varies = sums.x_low < sums.x_high, y_varies = sums.y_low < sums.y_high;
  const double xx = x_varies ? centred(sums.xx, sums.x, sums.x, n) : 0;
  const double yy = y_varies ? centred(sums.yy, sums.y, sums.y, n) : 0;
  const double xy = x_varies && y_varies ? centred(sums.xy, sums.x, sums.y, n) : 0;
  const double differences = std::max(0.0, xx + yy - 2 * xy);  // sum of squares of y - x about its mean
  const double spread = normal_95 * std::sqrt(differences / (n - 1));
  scores.loa_low_min = (bias - spread) / ms_per_min;
  scores.loa_high_min = (bias + spread) / ms_per_min;
  scores.pearson = x_varies && y_varies ? Number(std::clamp(xy / std::sqrt(xx * yy), -1.0, 1.0))
                                        : Number(Reason::undefined);
  // Two raters: mean squares of intervals, of raters and of what is left.
  const double between = (xx + yy + 2 * xy) / 2 / (n - 1);
  const double raters = n * bias * bias / 2;
  const double rest = differences / 2 / (n - 1);
  const double whole = between + rest + 2 * (raters - rest) / n;
  scores.icc =
      (x_varies || y_varies) && whole != 0 ? Number((between - rest) / whole) : Number(Reason::undefined);
  return scores;
}

Number rank_agreement(std::span<const Amount> amounts) {
  if (amounts.size() < 2) return Reason::too_few;
  std::vector<double> reference, hypothesis;
  for (const Amount& amount : amounts) {
    reference.push_back(in_ms(amount.reference));
    hypothesis.push_back(in_ms(amount.hypothesis));
  }
  const auto correlation = rank_correlation(reference, hypothesis);
  return correlation ? Number(*correlation) : Number(Reason::undefined);
}

}  // namespace lull
