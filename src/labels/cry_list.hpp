#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "lull/core/interval.hpp"

namespace lull {

/// The spans of a list such as [{'start': 43.71, 'end': 44.02}], seconds, with either kind of quotes: how
/// ChildProject keeps the cries that LENA marks inside a segment. Throws Error(Fault::input) named `where`
/// for any other text.
std::vector<TimeSpan> cry_list(std::string_view text, const std::string& where);

}  // namespace lull
