#pragma once
#include <cstddef>
#include <cstdint>
#include <string>

namespace lull::cli {

/// A size such as 500M, 2G or 1500000 (bytes; K, M, G and T are powers of 1024) in bytes.
/// Throws Error(Fault::usage) for any other text.
std::uint64_t parse_size(const std::string& text);

/// The most jobs, up to `wanted`, whose memory stays within `limit` bytes for a run over so many recordings.
/// Throws Error(Fault::usage) when one job is too much, and says how much is needed.
unsigned jobs_within(std::uint64_t limit, unsigned wanted, std::size_t recordings);

}  // namespace lull::cli
