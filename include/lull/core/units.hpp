#pragma once
#include <chrono>
#include <cmath>
#include <compare>
#include <cstdint>
#include <stdexcept>

namespace lull {

/// Options and derived values: `25ms` and `2min` convert, a bare `0.025` does not compile.
using Seconds = std::chrono::duration<double>;

/// Events and every metric: whole and exact, 64 bit.
using Milliseconds = std::chrono::duration<std::int64_t, std::milli>;

/// A frequency in Hz.
struct Hertz {
  double value{};
  auto operator<=>(const Hertz&) const = default;
};

/// A position that counts one kind of thing; positions of different kinds do not mix.
template <class Kind>
struct Index {
  std::int64_t value{};
  auto operator<=>(const Index&) const = default;
  constexpr Index& operator+=(std::int64_t n) {
    value += n;
    return *this;
  }
  friend constexpr Index operator+(Index at, std::int64_t n) { return Index{at.value + n}; }
  friend constexpr std::int64_t operator-(Index to, Index from) { return to.value - from.value; }
};

using SampleIndex = Index<struct SampleKind>;
using FrameIndex = Index<struct FrameKind>;

/// `numerator / denominator` rounded half up; both non-negative. Exact wherever the product fits 64 bits.
constexpr std::int64_t divide_half_up(std::int64_t numerator, std::int64_t denominator) {
  return (2 * numerator + denominator) / (2 * denominator);
}

/// Samples a second; more than 0 by construction, so that a zero rate does not compile as a constant.
class SampleRate {
 public:
  /// Throws std::invalid_argument unless hertz > 0.
  constexpr explicit SampleRate(std::int64_t hertz) : hertz_(hertz) {
    if (hertz <= 0) throw std::invalid_argument("a sample rate must be above 0 Hz");
  }
  constexpr std::int64_t hertz() const { return hertz_; }

  /// The time at which sample `at` starts, rounded half up to whole milliseconds.
  /// Exact for any length: whole seconds and the rest are taken apart, nothing overflows.
  constexpr Milliseconds time_of(SampleIndex at) const {
    const std::int64_t whole = at.value / hertz_;
    return Milliseconds{whole * 1000 + divide_half_up((at.value % hertz_) * 1000, hertz_)};
  }
  /// How many samples last `time`, rounded to the nearest.
  std::int64_t samples_in(Seconds time) const {
    return std::llround(time.count() * static_cast<double>(hertz_));
  }
  auto operator<=>(const SampleRate&) const = default;

 private:
  std::int64_t hertz_;
};

/// Where analysis frames lie: frame k covers samples [k*hop, k*hop + window).
struct FrameGrid {
  SampleRate rate{16000};
  std::int64_t window = 400;  ///< samples; 25 ms at 16 kHz
  std::int64_t hop = 160;     ///< samples; 10 ms at 16 kHz

  /// The time at which frame `at` starts, rounded half up.
  constexpr Milliseconds start_of(FrameIndex at) const { return rate.time_of(SampleIndex{at.value * hop}); }
};

}  // namespace lull
