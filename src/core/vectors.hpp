#pragma once
#include <cstddef>
#include <cstdint>

namespace lull {

/// Several numbers that are added and multiplied side by side. The compiler makes of it whatever the
/// instruction set of its translation unit has, so the value of a lane is the same at every width.
/// Everything here has internal linkage: a translation unit that is compiled for a newer processor must not
/// lend its code to the others.
template <int Width>
struct Vector {
  using Floats [[gnu::vector_size(Width * sizeof(float))]] = float;
  using Integers [[gnu::vector_size(Width * sizeof(int))]] = int;
  using Unsigned [[gnu::vector_size(Width * sizeof(int))]] = unsigned;
  using Shorts [[gnu::vector_size(Width * sizeof(std::int16_t))]] = std::int16_t;
};
template <int Width>
using Floats = typename Vector<Width>::Floats;
template <int Width>
using Integers = typename Vector<Width>::Integers;
template <int Width>
using Unsigned = typename Vector<Width>::Unsigned;
template <int Width>
using Shorts = typename Vector<Width>::Shorts;

/// Width floats from any address.
template <int Width>
[[gnu::always_inline]] static inline Floats<Width> load(const float* from) {
  Floats<Width> value;
  __builtin_memcpy(&value, from, sizeof value);
  return value;
}

template <int Width>
[[gnu::always_inline]] static inline void store(float* to, const Floats<Width>& value) {
  __builtin_memcpy(to, &value, sizeof value);
}

}  // namespace lull
