#pragma once

namespace lull {

/// What the hot kernels are compiled for. The baseline is what the compiler was told to use for everything:
/// SSE2 on x86-64, NEON on arm64. AVX-512 is F, BW, DQ and VL, which all processors but the first have
/// together. All give the same bytes.
enum class InstructionSet { baseline, avx2, avx512 };

/// Whether this processor, and its operating system, can run it.
bool is_supported(InstructionSet set);

}  // namespace lull
