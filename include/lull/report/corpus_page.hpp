#pragma once
#include <string>
#include <string_view>

namespace lull {

/// The bytes of corpus.html: all recordings of a run, those that failed too, with links to their sessions.
/// One file that asks for nothing else. `recordings` are the bytes of recordings.csv, `made` is what made the
/// numbers, as the block "lull" of metrics.json: the same two give the same page. Throws Error(Fault::input)
/// when the table has other columns than this version's. Size: a few hundred bytes a recording.
std::string corpus_page(std::string_view recordings, std::string_view made);

}  // namespace lull
