#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <tuple>
#include <vector>

#include "lull/core/fields.hpp"

namespace lull {

/// Why a metric does not exist, in the order in which the reasons are asked (metrics.md, section 10).
enum class Reason : std::uint8_t {
  none,  ///< it exists
  not_observed,
  no_cry_track,
  no_adult_track,
  no_child_track,
  no_episodes,
  censored,
  too_few,
  not_reached,
  undefined,
  no_audio,
  no_transcript,
  not_measurable,
};

/// The fixed name of a reason, such as "too_few"; "none" for none.
std::string_view name(Reason reason);

/// A value, or the reason why there is none.
template <class T>
class Measured {
 public:
  Measured() = default;
  Measured(T value) : value_(value), reason_(Reason::none) {}
  Measured(Reason reason) : reason_(reason) {}

  bool has_value() const { return value_.has_value(); }
  const T& operator*() const { return *value_; }
  const std::optional<T>& value() const { return value_; }
  /// Reason::none exactly when there is a value.
  Reason reason() const { return reason_; }

 private:
  std::optional<T> value_;
  Reason reason_ = Reason::not_observed;
};

using Number = Measured<double>;
using Count = Measured<std::int64_t>;
/// One word of a fixed set; the text lives as long as the program.
using Word = Measured<std::string_view>;

/// A count that never has a reason of its own: absent when what it belongs to is.
using PlainCount = std::optional<std::int64_t>;

/// k cases of n, with a Wilson interval. Counts stay where the share is not available, but not without the
/// track.
struct Proportion {
  Number value;  ///< k / n, 0 to 1
  PlainCount k;
  PlainCount n;
  std::optional<std::array<double, 2>> ci95;  ///< cut to [0, 1]

  static constexpr auto fields() {
    using P = Proportion;
    return std::tuple{field("value", &P::value, "", "k / n"), field("k", &P::k, "", "cases"),
                      field("n", &P::n, "", "of how many"),
                      field("ci95", &P::ci95, "", "Wilson interval, 95 %")};
  }
};

/// The Wilson score interval of k of n, n above 0, cut to [0, 1]. Source: Wilson 1927; metrics.md,
/// section 4.1.
std::array<double, 2> wilson(std::int64_t k, std::int64_t n);

/// k of n where `unavailable` is none; without value below `minimum` (0 still needs one case).
/// Without a track (reasons up to no_child_track) the counts are absent too.
Proportion proportion(Reason unavailable, std::int64_t k, std::int64_t n, std::int64_t minimum);

/// Linear between order statistics (position 1 + (n - 1) q; type 7 of Hyndman and Fan 1996). `values` not
/// empty.
double quantile(std::vector<double> values, double q);

/// A time in seconds as the nearest double: whole milliseconds print with at most three digits.
constexpr double in_seconds(Milliseconds time) { return static_cast<double>(time.count()) / 1000.0; }

/// A time in milliseconds.
constexpr double in_ms(Milliseconds time) { return static_cast<double>(time.count()); }

/// Comparisons of derived numbers with a threshold allow this much (metrics.md, section 0).
inline constexpr double tolerance = 1e-9;

}  // namespace lull
