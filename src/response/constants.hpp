#pragma once

namespace lull {

/// The 97.5 % point of the standard normal distribution: 95 % lie within -zeta and zeta.
inline constexpr double zeta = 1.959963984540054;

}  // namespace lull
