#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace lull {

/// Row-major.
template <class T>
struct Tensor {
  std::vector<std::int64_t> shape;
  std::vector<T> values;
};

/// The contents of a safetensors file: text metadata and named tensors.
struct TensorFile {
  std::map<std::string, std::string> metadata;
  std::map<std::string, Tensor<float>> floats;
  std::map<std::string, Tensor<std::int8_t>> integers;

  /// The floats of that name and shape; throws Error(Fault::model) naming `subject` when there are none.
  const std::vector<float>& values(const std::string& subject, const std::string& name,
                                   const std::vector<std::int64_t>& shape) const;
};

/// Reads a safetensors file of 32-bit floats and 8-bit integers (an 8-byte little-endian header length, a
/// JSON header, raw values). Trusts nothing: sizes, offsets and shapes are checked against the file, and
/// every float must be finite. Throws Error(Fault::model). Cost: one read of the file, at most 64 MiB.
TensorFile read_tensor_file(const std::filesystem::path& path);

}  // namespace lull
