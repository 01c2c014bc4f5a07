#include "lull/events/session.hpp"

#include <tuple>

namespace lull {

bool earlier(const Event& a, const Event& b) { return std::tie(a.when, a.label) < std::tie(b.when, b.label); }

}  // namespace lull
