#pragma once
#include <concepts>
#include <cstddef>
#include <span>

#include "lull/core/units.hpp"

namespace lull {

/// A row-major matrix that somebody else owns: `rows` rows of `cols` floats, one after the other.
struct MatrixView {
  const float* data = nullptr;
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::span<const float> row(std::size_t i) const { return {data + i * cols, cols}; }
};

/// A piece of a recording on its way through the stages.
/// `first` is the position of the first item, `data` a view that lives until the producer's next push or
/// read, `last` is set on the final block of the recording, which may be empty.
template <class Position, class View>
struct Block {
  Position first{};
  View data{};
  bool last = false;
};

/// Mono samples in [-1, 1] re full scale (float files may exceed it).
using SampleBlock = Block<SampleIndex, std::span<const float>>;

/// A step of the pipeline. The contract, which one test suite holds every stage to:
/// cutting the input elsewhere does not change the joined output; a block with `last` makes the stage hand
/// over all it still holds, and spends it; no throw and no allocation once warm; the result is a view of the
/// stage's own memory, valid until its next push.
template <class S, class In, class Out>
concept Stage = std::movable<S> && requires(S stage, const In& in) {
  { stage.push(in) } -> std::same_as<Out>;
};

}  // namespace lull
