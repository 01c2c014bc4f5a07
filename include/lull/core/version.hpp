#pragma once
#include <string_view>

namespace lull {

/// The version of program and library, such as "0.1.0".
std::string_view version();

/// Rises whenever the same segments give other numbers; its history is in CHANGELOG.md.
inline constexpr int metrics_version = 1;

}  // namespace lull
