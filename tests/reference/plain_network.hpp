#pragma once
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "support/tiny_model.hpp"

/// The network as its formula says, one output at a time.
namespace lull::reference {

template <class T>
using Table = std::vector<std::vector<T>>;
using Rows = Table<float>;

inline std::int64_t quantise(float x, int shift) {
  const double whole = std::nearbyint(std::ldexp(static_cast<double>(x), shift));
  return static_cast<std::int64_t>(std::clamp(whole, -32767.0, 32767.0));
}

/// Row t * stride + (k - K/2) * dilation of `in` for tap k; null beyond it.
inline const std::vector<std::int64_t>* row_of(const Table<std::int64_t>& in, const test::TinyModel::Shape& s,
                                               std::size_t t, std::size_t k) {
  const std::size_t at = t * s.stride + k * s.dilation, reach = s.kernel / 2 * s.dilation;
  return at < reach || at - reach >= in.size() ? nullptr : &in[at - reach];
}

inline Rows convolve(const Rows& in, const test::TinyModel& model, std::size_t l) {
  const test::TinyModel::Shape& s = model.layers[l];
  Table<std::int64_t> q(in.size());
  for (std::size_t t = 0; t < in.size(); ++t) {
    for (const float x : in[t]) q[t].push_back(quantise(x, s.shift));
  }
  Rows out((in.size() + s.stride - 1) / s.stride, std::vector<float>(s.positions * s.outputs));
  for (std::size_t t = 0; t < out.size(); ++t) {
    for (std::size_t channel = 0; channel < out[t].size(); ++channel) {
      const std::size_t position = channel / s.outputs, o = channel % s.outputs;
      std::int64_t sum = 0;
      for (std::size_t k = 0; k < s.kernel; ++k) {
        const auto* row = row_of(q, s, t, k);
        for (std::size_t i = 0; row && i < s.width; ++i) {
          sum += model.weights[l][(o * s.kernel + k) * s.width + i] * (*row)[position * s.slide + i];
        }
      }
      // In double the product of two floats is exact: it is rounded once, whatever the compiler makes of it.
      const double gain = std::ldexp(static_cast<double>(model.scales[l][o]), -s.shift);
      float value = static_cast<float>(static_cast<double>(static_cast<float>(sum)) * gain);
      value += model.biases[l][o];
      if (s.relu && value < 0) value = 0;
      if (s.residual) value += static_cast<float>(std::ldexp(static_cast<double>(q[t][channel]), -s.shift));
      out[t][channel] = value;
    }
  }
  return out;
}

/// Probabilities, frames x 5, of the tiny model for frames x 8 bands in decibels.
inline Table<double> run(const test::TinyModel& model, const Rows& bands) {
  Rows rows = bands;
  for (auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = (row[i] - model.offset[i]) * model.scale[i];
  }
  for (std::size_t l = 0; l < model.layers.size(); ++l) rows = convolve(rows, model, l);
  Table<double> out;
  for (std::size_t frame = 0; frame < bands.size(); ++frame) {
    std::vector<double> voices;
    for (std::size_t v = 0; v < 5; ++v) {
      voices.push_back(1 / (1 + std::exp(-static_cast<double>(rows[frame / 2][frame % 2 * 5 + v]))));
    }
    out.push_back(voices);
  }
  return out;
}

}  // namespace lull::reference
