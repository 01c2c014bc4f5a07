#pragma once
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "support/signals.hpp"

namespace lull::test {

/// A model of 8 bands and three layers with seeded weights: small enough to compute by hand or by a plain
/// loop. The first slides over the bands. Strides 2 and 1, so a row of the last layer speaks for two frames.
struct TinyModel {
  struct Shape {
    std::string name;
    std::size_t width, outputs, kernel, stride, dilation;
    bool relu, residual;
    int shift;
    std::size_t positions = 1, slide = 0;
  };
  std::vector<Shape> layers{{"first", 3, 2, 3, 2, 1, true, false, 13, 3, 2},
                            {"second", 6, 6, 3, 1, 2, true, true, 12},
                            {"head", 6, 10, 1, 1, 1, false, false, 10}};
  std::vector<float> offset = std::vector<float>(8, -60.0f), scale = std::vector<float>(8, 0.05f);
  std::vector<std::vector<std::int8_t>> weights;
  std::vector<std::vector<float>> scales, biases;
  std::string format = "\\\"lull-model-2\\\"";
  std::string thresholds =
      "{\\\"cry\\\":{\\\"on\\\":0.5,\\\"off\\\":0.3},\\\"infant\\\":{\\\"on\\\":0.5,\\\"off\\\":0.3},"
      "\\\"child\\\":{\\\"on\\\":0.5,\\\"off\\\":0.3},\\\"female\\\":{\\\"on\\\":0.5,\\\"off\\\":0.3},"
      "\\\"male\\\":{\\\"on\\\":0.5,\\\"off\\\":0.3}}";

  TinyModel() {
    std::uint32_t seed = 1;
    for (const Shape& s : layers) {
      auto& weight = weights.emplace_back();
      for (const float w : noise(s.outputs * s.kernel * s.width, 127.0f, seed++)) {
        weight.push_back(static_cast<std::int8_t>(w));
      }
      scales.emplace_back(s.outputs, 0.004f);
      biases.push_back(noise(s.outputs, 0.5f, seed++));
    }
  }

  /// The file's bytes: header length, header, values.
  std::string bytes() const {
    std::string header = "{\"__metadata__\":{\"format\":\"" + format + "\",\"id\":\"\\\"tiny\\\"\",";
    header +=
        "\"features\":\"{\\\"sample_rate_hz\\\":16000,\\\"window_ms\\\":25,\\\"hop_ms\\\":10,\\\"fft\\\":512,"
        "\\\"bands\\\":8,\\\"low_hz\\\":60,\\\"high_hz\\\":3600,\\\"floor_db\\\":-100}\",";
    header +=
        "\"labels\":\"[\\\"cry\\\",\\\"infant\\\",\\\"child\\\",\\\"female\\\",\\\"male\\\"]\",\"layers\":"
        "\"[";
    for (std::size_t i = 0; i < layers.size(); ++i) {
      const Shape& s = layers[i];
      header +=
          (i ? "," : "") + std::string("{\\\"name\\\":\\\"") + s.name +
          "\\\",\\\"kernel\\\":" + std::to_string(s.kernel) + ",\\\"stride\\\":" + std::to_string(s.stride) +
          ",\\\"dilation\\\":" + std::to_string(s.dilation) + ",\\\"activation\\\":\\\"" +
          (s.relu ? "relu" : "none") + "\\\",\\\"residual\\\":" + (s.residual ? "true" : "false") +
          ",\\\"positions\\\":" + std::to_string(s.positions) + ",\\\"slide\\\":" + std::to_string(s.slide) +
          ",\\\"shift\\\":" + std::to_string(s.shift) + "}";
    }
    header += "]\",\"subframes\":\"2\",\"thresholds\":\"{\\\"f1\\\":" + thresholds +
              ",\\\"precision\\\":" + thresholds + "}\",\"provenance\":\"{}\"}";
    std::string data;
    add(header, data, "input.offset", "[8]", offset);
    add(header, data, "input.scale", "[8]", scale);
    for (std::size_t i = 0; i < layers.size(); ++i) {
      const Shape& s = layers[i];
      add(header, data, s.name + ".weight",
          "[" + std::to_string(s.outputs) + "," + std::to_string(s.kernel) + "," + std::to_string(s.width) +
              "]",
          weights[i]);
      add(header, data, s.name + ".scale", "[" + std::to_string(s.outputs) + "]", scales[i]);
      add(header, data, s.name + ".bias", "[" + std::to_string(s.outputs) + "]", biases[i]);
    }
    header += "}";
    const std::uint64_t size = header.size();
    std::string out(sizeof size, '\0');
    std::memcpy(out.data(), &size, sizeof size);
    return out + header + data;
  }

  void write(const std::filesystem::path& path) const { std::ofstream(path, std::ios::binary) << bytes(); }

 private:
  template <class T>
  static void add(std::string& header, std::string& data, const std::string& name, const std::string& shape,
                  const std::vector<T>& values) {
    const std::size_t begin = data.size();
    data.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
    header += ",\"" + name + "\":{\"dtype\":\"" + (sizeof(T) == 1 ? "I8" : "F32") + "\",\"shape\":" + shape +
              ",\"data_offsets\":[" + std::to_string(begin) + "," + std::to_string(data.size()) + "]}";
  }
};

}  // namespace lull::test
