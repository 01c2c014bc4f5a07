#include "model/model_file.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string_view>

#include "lull/core/error.hpp"

namespace lull {
namespace {

static_assert(std::endian::native == std::endian::little, "model files are read as they lie in memory");

constexpr std::uintmax_t largest_file = std::uintmax_t{64} << 20;

using Json = nlohmann::json;

[[noreturn]] void reject(const std::string& subject, const std::string& problem) {
  throw Error(Fault::model, subject, problem,
              "use the model file that came with the program, or train one anew");
}

std::string whole_file(const std::filesystem::path& path) {
  std::error_code failed;
  const auto size = std::filesystem::file_size(path, failed);
  if (failed) reject(path.string(), "no model file: " + failed.message());
  if (size > largest_file) reject(path.string(), "larger than 64 MiB: no model of ours");
  std::string bytes(size, '\0');
  std::ifstream in(path, std::ios::binary);
  if (!in.read(bytes.data(), static_cast<std::streamsize>(size))) reject(path.string(), "cannot be read");
  return bytes;
}

/// How many values a shape holds, or -1 when that is absurd.
std::int64_t count_of(const std::vector<std::int64_t>& shape) {
  std::int64_t count = 1;
  for (const auto extent : shape) {
    if (extent < 0 || extent > (std::int64_t{1} << 28)) return -1;
    count *= extent;
    if (count > (std::int64_t{1} << 28)) return -1;
  }
  return count;
}

template <class T>
Tensor<T> tensor_of(const std::string& subject, const std::string& name, const Json& entry,
                    std::string_view data) {
  Tensor<T> tensor;
  tensor.shape = entry.at("shape").get<std::vector<std::int64_t>>();
  const auto begin = entry.at("data_offsets").at(0).get<std::uint64_t>();
  const auto end = entry.at("data_offsets").at(1).get<std::uint64_t>();
  const std::int64_t count = count_of(tensor.shape);
  if (count < 0 || begin > end || end > data.size() ||
      end - begin != static_cast<std::uint64_t>(count) * sizeof(T)) {
    reject(subject, "tensor " + name + " lies outside the file");
  }
  tensor.values.resize(static_cast<std::size_t>(count));
  if (count > 0)
    std::memcpy(tensor.values.data(), data.data() + begin, static_cast<std::size_t>(end - begin));
  return tensor;
}

void add_tensor(TensorFile& file, const std::string& subject, const std::string& name, const Json& entry,
                std::string_view data) {
  const auto type = entry.at("dtype").get<std::string>();
  if (type == "I8") {
    file.integers[name] = tensor_of<std::int8_t>(subject, name, entry, data);
  } else if (type == "F32") {
    const auto& added = file.floats[name] = tensor_of<float>(subject, name, entry, data);
    if (!std::ranges::all_of(added.values, [](float value) { return std::isfinite(value); })) {
      reject(subject, "tensor " + name + " holds values that are no numbers");
    }
  } else {
    reject(subject, "tensor " + name + " is neither of 32-bit floats nor of 8-bit integers");
  }
}

}  // namespace

const std::vector<float>& TensorFile::values(const std::string& subject, const std::string& name,
                                             const std::vector<std::int64_t>& shape) const {
  const auto found = floats.find(name);
  if (found == floats.end()) reject(subject, "tensor " + name + " is missing");
  if (found->second.shape != shape) reject(subject, "tensor " + name + " has another shape than its layer");
  return found->second.values;
}

TensorFile read_tensor_file(const std::filesystem::path& path) {
  const std::string subject = path.string();
  const std::string bytes = whole_file(path);
  std::uint64_t header_size = 0;
  if (bytes.size() < sizeof header_size) reject(subject, "too short to be a model file");
  std::memcpy(&header_size, bytes.data(), sizeof header_size);
  if (header_size > bytes.size() - sizeof header_size) reject(subject, "cut short, or not a model file");
  const std::size_t data_start = sizeof header_size + static_cast<std::size_t>(header_size);
  try {
    const Json header = Json::parse(bytes.begin() + sizeof header_size,
                                    bytes.begin() + static_cast<std::ptrdiff_t>(data_start));
    TensorFile file;
    for (const auto& [name, entry] : header.items()) {
      if (name == "__metadata__") {
        file.metadata = entry.get<std::map<std::string, std::string>>();
      } else {
        add_tensor(file, subject, name, entry, std::string_view(bytes).substr(data_start));
      }
    }
    return file;
  } catch (const Json::exception&) {
    reject(subject, "its header is damaged");
  }
}

}  // namespace lull
