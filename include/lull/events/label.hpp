#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace lull {

/// What a segment is said to be; the names in files are those of `name()`.
/// `cry` and `fuss` are one cry track: both count as crying everywhere.
enum class Label : std::uint8_t { cry, fuss, key_child, other_child, female, male, adult };

/// CRY, FUS, KCHI, OCH, FEM, MAL, ADU.
std::string_view name(Label label);

/// The label of such a name; nothing for any other text.
std::optional<Label> label_of(std::string_view name);

constexpr bool is_crying(Label label) { return label == Label::cry || label == Label::fuss; }
constexpr bool is_adult(Label label) {
  return label == Label::female || label == Label::male || label == Label::adult;
}

}  // namespace lull
