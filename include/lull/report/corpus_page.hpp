#pragma once
#include <span>
#include <string>
#include <string_view>

#include "lull/report/rows.hpp"

namespace lull {

/// The bytes of corpus.html: all recordings of a run, those that failed too, with links to their sessions.
/// One file that asks for nothing else. `made` is what made the numbers, as the block "lull" of metrics.json.
/// Size: a few hundred bytes a recording.
std::string corpus_page(std::span<const RecordingRow> rows, std::string_view made);

}  // namespace lull
