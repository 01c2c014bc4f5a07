#include "lull/events/label.hpp"

#include <array>
#include <cstddef>

namespace lull {
namespace {

/// In the order of Label.
constexpr std::array<std::string_view, 7> names{"CRY", "FUS", "KCHI", "OCH", "FEM", "MAL", "ADU"};

}  // namespace

std::string_view name(Label label) { return names[static_cast<std::size_t>(label)]; }

std::optional<Label> label_of(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<Label>(i);
  }
  return std::nullopt;
}

}  // namespace lull
