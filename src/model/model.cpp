#include "lull/model/model.hpp"

#include <cmath>
#include <cstdlib>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>

#include "lull/core/sha256.hpp"
#include "model/model_file.hpp"
#include "model/network.hpp"

namespace lull {
namespace {

using Json = nlohmann::json;

constexpr int most_layers = 64, most_channels = 4096, most_reach = 4096, most_shift = 30;

[[noreturn]] void reject_model(const std::string& subject, const std::string& problem) {
  throw Error(Fault::model, subject, problem, "use a model file of this version");
}

/// The metadata entry `key`, parsed.
Json entry(const TensorFile& file, const std::string& subject, const std::string& key) {
  const auto found = file.metadata.find(key);
  if (found == file.metadata.end()) reject_model(subject, "says nothing of its " + key);
  return Json::parse(found->second);
}

FrameOptions frame_options(const Json& json) {
  FrameOptions options;
  for_each_field(options,
                 [&](const auto& each, auto& value) { json.at(std::string(each.name)).get_to(value); });
  check(options);
  return options;
}

int ranged(const Json& json, const char* key, int least, int most) {
  const Json& value = json.at(key);
  if (!value.is_number_integer() || value.get<std::int64_t>() < least || value.get<std::int64_t>() > most) {
    throw Error(Fault::model, key, "out of range");
  }
  return value.get<int>();
}

std::size_t bounded(const Json& json, const char* key, int most, int least = 1) {
  return static_cast<std::size_t>(ranged(json, key, least, most));
}

Layer shape_of(const Json& json, std::size_t inputs) {
  Layer layer;
  layer.name = json.at("name").get<std::string>();
  layer.inputs = inputs;
  layer.kernel = bounded(json, "kernel", 255);
  layer.stride = bounded(json, "stride", 16);
  layer.dilation = bounded(json, "dilation", most_reach);
  layer.positions = bounded(json, "positions", most_channels);
  layer.slide = bounded(json, "slide", most_channels, 0);
  layer.shift = ranged(json, "shift", -most_shift, most_shift);
  layer.residual = json.at("residual").get<bool>();
  const auto activation = json.at("activation").get<std::string>();
  if (activation != "relu" && activation != "none") throw Error(Fault::model, activation, "is no activation");
  layer.relu = activation == "relu";
  return layer;
}

/// Whether all its sums fit into 32 bits, whatever it hears, and all its gains are floats.
bool stays_in_range(const Layer& layer) {
  const std::size_t depth = layer.kernel * layer.width;
  for (std::size_t output = 0; output < layer.outputs; ++output) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < depth; ++i) sum += std::abs(layer.weight[output * depth + i]);
    if (sum * largest_input > std::numeric_limits<std::int32_t>::max()) return false;
    if (!std::isfinite(layer.scale[output] * std::ldexp(1.0f, -layer.shift))) return false;
  }
  return true;
}

Layer layer_of(const Json& json, const TensorFile& file, const std::string& subject, std::size_t inputs) {
  Layer layer = shape_of(json, inputs);
  const std::string named = "layer " + layer.name;
  const auto found = file.integers.find(layer.name + ".weight");
  if (found == file.integers.end()) reject_model(subject, "tensor " + layer.name + ".weight is missing");
  const auto& shape = found->second.shape;
  if (shape.size() != 3 || shape[1] != static_cast<std::int64_t>(layer.kernel)) {
    reject_model(subject, named + ": its weights have another shape");
  }
  layer.outputs = static_cast<std::size_t>(shape[0]);
  layer.width = static_cast<std::size_t>(shape[2]);
  layer.weight = found->second.values;
  layer.scale = file.values(subject, layer.name + ".scale", {shape[0]});
  layer.bias = file.values(subject, layer.name + ".bias", {shape[0]});
  const bool fits = layer.kernel % 2 == 1 && layer.outputs >= 1 && layer.width >= 1 &&
                    layer.outputs <= most_channels && layer.channels() <= most_channels &&
                    (layer.positions - 1) * layer.slide + layer.width <= layer.inputs &&
                    layer.reach() <= most_reach &&
                    (!layer.residual || (layer.stride == 1 && layer.inputs == layer.channels()));
  if (!fits) reject_model(subject, named + " cannot be run");
  if (!stays_in_range(layer)) reject_model(subject, named + ": its sums may grow too large");
  return layer;
}

std::unique_ptr<Model::Network> network_of(const TensorFile& file, const std::string& subject, int bands) {
  auto network = std::make_unique<Model::Network>();
  network->offset = file.values(subject, "input.offset", {bands});
  network->scale = file.values(subject, "input.scale", {bands});
  const Json layers = entry(file, subject, "layers");
  if (layers.empty() || layers.size() > most_layers) reject_model(subject, "has no layers, or too many");
  auto channels = static_cast<std::size_t>(bands);
  for (const auto& json : layers) {
    const Layer layer = layer_of(json, file, subject, channels);
    channels = layer.channels();
    network->subframes *= layer.stride;
    network->layers.emplace_back(layer);
  }
  if (entry(file, subject, "subframes").get<std::size_t>() != network->subframes ||
      channels != network->subframes * voice_count) {
    reject_model(subject, "its last layer does not give one value a voice and frame");
  }
  return network;
}

OperatingPoint operating_point_of(const Json& json) {
  OperatingPoint point;
  for (std::size_t voice = 0; voice < voice_count; ++voice) {
    const Json& pair = json.at(std::string(voice_names[voice]));
    const auto on = pair.at("on").get<float>();
    const auto sure = pair.value("sure", 0.0f);
    const Threshold& threshold = point[voice] = {on, pair.at("off").get<float>(), sure > on ? sure : 0.0f,
                                                 pair.value("share_of_peak", 0.0f)};
    if (!(on > threshold.off && threshold.off > 0 && on < 1 && sure >= 0 && sure < 1)) {
      throw Error(Fault::model, "thresholds", "not 0 < off < on < 1, or not 0 <= sure < 1");
    }
    if (!(threshold.share_of_peak >= 0 && threshold.share_of_peak < 1)) {
      throw Error(Fault::model, "thresholds", "not 0 <= share_of_peak < 1");
    }
  }
  return point;
}

}  // namespace

struct Model::State {
  FrameOptions features;
  std::string id, sha256, provenance;
  std::map<std::string, OperatingPoint, std::less<>> points;
  std::unique_ptr<Network> network;
};

Model::Model() = default;
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;
Model::~Model() = default;

Model Model::load(const std::filesystem::path& path) {
  const std::string subject = path.string();
  const TensorFile file = read_tensor_file(path);
  auto state = std::make_unique<State>();
  try {
    if (entry(file, subject, "format") != "lull-model-2")
      reject_model(subject, "is of a format this version does not know");
    const auto labels = entry(file, subject, "labels").get<std::vector<std::string>>();
    if (!std::equal(labels.begin(), labels.end(), voice_names.begin(), voice_names.end())) {
      reject_model(subject, "does not give the voices cry, infant, child, female, male");
    }
    state->id = entry(file, subject, "id").get<std::string>();
    state->features = frame_options(entry(file, subject, "features"));
    state->network = network_of(file, subject, state->features.bands);
    const Json points = entry(file, subject, "thresholds");
    for (const auto& [name, json] : points.items()) state->points[name] = operating_point_of(json);
    state->provenance = entry(file, subject, "provenance").dump();
    state->sha256 = sha256_of_file(path);
  } catch (const Json::exception& damage) {
    reject_model(subject, std::string("its description is damaged: ") + damage.what());
  } catch (const Error& error) {
    if (error.subject() == subject) throw;
    reject_model(subject,
                 error.subject() + " " + error.problem());  // a value that names itself, not the file
  }
  Model model;
  model.state_ = std::move(state);
  return model;
}

const FrameOptions& Model::features() const { return state_->features; }

Model::Context Model::context() const {
  Context found;
  for (const ConvolutionPlan& plan : state_->network->layers) {
    const Layer& layer = plan.layer;
    found.reach += (layer.reach() + layer.stride - 1) * found.step;
    found.step *= layer.stride;
  }
  return found;
}

std::string_view Model::id() const { return state_->id; }
std::string_view Model::sha256() const { return state_->sha256; }
std::string_view Model::provenance() const { return state_->provenance; }
const Model::Network& Model::network() const { return *state_->network; }

const OperatingPoint& Model::operating_point(std::string_view name) const {
  const auto found = state_->points.find(name);
  if (found != state_->points.end()) return found->second;
  std::string known;
  for (const auto& [point, thresholds] : state_->points) known += (known.empty() ? "" : ", ") + point;
  throw Error(Fault::usage, "operating_point", "the model has no '" + std::string(name) + "'",
              "give one of " + known);
}

}  // namespace lull
