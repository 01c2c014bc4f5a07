#pragma once
#include <cmath>
#include <cstdint>
#include <vector>

#include "support/tiny_model.hpp"

/// The network as its formula says, one output at a time, in double.
namespace lull::reference {

using Rows = std::vector<std::vector<double>>;

inline Rows convolve(const Rows& in, const test::TinyModel::Shape& s, const std::vector<float>& weight,
                     const std::vector<float>& bias) {
  Rows out((in.size() + s.stride - 1) / s.stride, std::vector<double>(s.outputs));
  for (std::size_t t = 0; t < out.size(); ++t) {
    for (std::size_t o = 0; o < s.outputs; ++o) {
      double sum = static_cast<double>(bias[o]);
      for (std::size_t k = 0; k < s.kernel; ++k) {
        const auto at = static_cast<std::int64_t>(t * s.stride) +
                        (static_cast<std::int64_t>(k) - static_cast<std::int64_t>(s.kernel / 2)) *
                            static_cast<std::int64_t>(s.dilation);
        if (at < 0 || at >= static_cast<std::int64_t>(in.size())) continue;
        for (std::size_t i = 0; i < s.inputs; ++i) {
          sum += static_cast<double>(weight[(o * s.kernel + k) * s.inputs + i]) *
                 in[static_cast<std::size_t>(at)][i];
        }
      }
      if (s.relu && sum < 0) sum = 0;
      out[t][o] = s.residual ? sum + in[t][o] : sum;
    }
  }
  return out;
}

/// Probabilities, frames x 5, of the tiny model for frames x 8 bands in decibels.
inline Rows run(const test::TinyModel& model, const Rows& bands) {
  Rows rows = bands;
  for (auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      row[i] = (row[i] - static_cast<double>(model.offset[i])) * static_cast<double>(model.scale[i]);
    }
  }
  for (std::size_t l = 0; l < model.layers.size(); ++l) {
    rows = convolve(rows, model.layers[l], model.weights[l], model.biases[l]);
  }
  Rows out;
  for (std::size_t frame = 0; frame < bands.size(); ++frame) {
    std::vector<double> voices;
    for (std::size_t v = 0; v < 5; ++v)
      voices.push_back(1 / (1 + std::exp(-rows[frame / 2][frame % 2 * 5 + v])));
    out.push_back(voices);
  }
  return out;
}

}  // namespace lull::reference
