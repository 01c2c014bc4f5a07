#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace lull {

/// Who is heard; the order of a model's outputs.
enum class Voice : std::uint8_t { cry, infant, child, female, male };

inline constexpr std::size_t voice_count = 5;
inline constexpr std::array<std::string_view, voice_count> voice_names{"cry", "infant", "child", "female",
                                                                       "male"};

constexpr std::string_view name(Voice voice) { return voice_names[static_cast<std::size_t>(voice)]; }

}  // namespace lull
