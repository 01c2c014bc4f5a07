#pragma once
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "lull/core/interval.hpp"

namespace lull {

/// Rate of the clips: what a telephone of today carries.
inline constexpr SampleRate clip_rate{16000};

/// Parts of a recording, mono at clip_rate, each to `take` with its place in `spans`, in the order of their
/// ends. The samples of a span from b to e ms are those from 16 b to 16 e, fewer where the recording ends.
/// channel: as in ReaderOptions. Reads the recording once, to the end of the last span.
/// Throws Error(Fault::input) as AudioReader does. Memory: the spans that overlap, and a block.
void cut_clips(const std::filesystem::path& recording, std::optional<int> channel,
               std::span<const TimeSpan> spans,
               const std::function<void(std::size_t, std::span<const float>)>& take);

/// The bytes of a mono FLAC file of 16 bits at clip_rate: the same samples give the same bytes.
/// Throws Error(Fault::output) where libsndfile was built without FLAC.
std::string flac_of(std::span<const float> samples);

}  // namespace lull
