#pragma once
#include <cstdint>
#include <vector>

#include "audio/container.hpp"

namespace lull {

/// The streams of a file, as Ogg pages and MP3 headers tell them without decoding.
struct Chain {
  std::vector<Part> parts;          ///< at least one
  std::int64_t trailing_bytes = 0;  ///< behind the last stream, no known tag, not read
  bool complete = true;             ///< false: the last stream's end is missing
};

/// Cost: a look at each page's header.
Chain ogg_chain(const InputFile& file);

/// Only streams with an encoder's header (Xing, Info) tell where they end; any other is one part up to the
/// end.
Chain mp3_chain(const InputFile& file);

}  // namespace lull
