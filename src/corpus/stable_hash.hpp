#pragma once
#include <cstdint>
#include <string_view>

namespace lull {

/// FNV-1a over 64 bits: the same on every machine, in every version.
inline std::uint64_t stable_hash(std::string_view text) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash;
}

}  // namespace lull
