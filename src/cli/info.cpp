#include <fmt/format.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "cli/commands.hpp"
#include "cli/messages.hpp"
#include "lull/audio/libraries.hpp"
#include "lull/core/text.hpp"
#include "lull/core/version.hpp"
#include "lull/model/model.hpp"

namespace lull::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* model_file = "lull-v1.safetensors";

std::string compiler() {
#if defined(__clang__)
  return "clang " __clang_version__;
#else
  return "gcc " __VERSION__;
#endif
}

std::vector<std::string> cpu_features() {
  std::vector<std::string> features;
#if defined(__x86_64__)
  if (__builtin_cpu_supports("sse4.2")) features.emplace_back("sse4.2");
  if (__builtin_cpu_supports("avx2")) features.emplace_back("avx2");
  if (__builtin_cpu_supports("fma")) features.emplace_back("fma");
  if (__builtin_cpu_supports("avx512f")) features.emplace_back("avx512f");
#endif
  return features;
}

/// What there is to say whether or not a model is found.
Json description() {
  Json json;
  json["version"] = version();
  json["metrics_version"] = metrics_version;
  json["compiler"] = compiler();
  json["build_type"] = LULL_BUILD_TYPE;
  json["cpu"] = cpu_features();
  for (const auto& [name, text] : audio_libraries()) json["libraries"][name] = text;
  json["model"] = nullptr;
  return json;
}

Json card(const Model& model, const fs::path& path) {
  Json json;
  json["id"] = model.id();
  json["sha256"] = model.sha256();
  json["path"] = as_utf8(path.string());
  json["provenance"] = Json::parse(model.provenance(), nullptr, false);
  return json;
}

std::string as_text(const Json& json) {
  std::string text = fmt::format("lull {} (metrics version {})\n", version(), metrics_version);
  text += fmt::format("built with {}, {}\n", compiler(), LULL_BUILD_TYPE);
  std::string features;
  for (const std::string& each : cpu_features()) features += " " + each;
  text += fmt::format("this processor has{}\n",
                      features.empty() ? " no vector extensions that we know" : features);
  for (const auto& [name, version_text] : audio_libraries())
    text += fmt::format("{} {}\n", name, version_text);
  if (json["model"].is_null()) return text;
  const auto said = [](const Json& value) {
    return visible(value.is_string() ? value.get<std::string>()
                                     : value.dump(-1, ' ', false, Json::error_handler_t::replace));
  };
  text += fmt::format("model {} (sha256 {})\n", said(json["model"]["id"]), said(json["model"]["sha256"]));
  text += fmt::format("  in {}\n", said(json["model"]["path"]));
  for (const auto& [key, value] : json["model"]["provenance"].items()) {
    text += fmt::format("  {}: {}\n", visible(key), said(value));
  }
  return text;
}

int run_info(const std::string& given, bool as_json) {
  Json json = description();
  int status = all_well;
  try {
    const fs::path path = find_model(given);
    json["model"] = card(Model::load(path), path);
  } catch (const Error& error) {
    say("error", error.what());
    status = status_of(error.fault());
  }
  put(as_json ? json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n" : as_text(json));
  return status;
}

}  // namespace

std::optional<fs::path> find_installed(const char* file) {
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  for (fs::path folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
    for (const char* place : {"share/lull", "models"}) {
      const fs::path candidate = folder / place / file;
      if (fs::exists(candidate, failed)) return candidate;
    }
  }
  return std::nullopt;
}

std::filesystem::path find_model(const std::string& given) {
  if (!given.empty()) return given;
  if (const char* path = std::getenv("LULL_MODEL"); path != nullptr && *path != '\0') return path;
  if (const auto installed = find_installed(model_file)) return *installed;
  throw Error(Fault::model, model_file, "not found beside the program",
              "give its path with --model or LULL_MODEL");
}

void plan_info(CLI::App& program, Action& action) {
  struct Options {
    std::string model;
    bool json = false;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command =
      program.add_subcommand("info", "version, build, processor features and the model's card");
  command->add_option("--model", options->model, "model file")->type_name("FILE");
  command->add_flag("--json", options->json, "one JSON object instead of text");
  command->footer("Exit status: 0 all well, 2 bad usage, 3 no model.\nMemory: about 20 MiB.");
  command->callback(
      [&action, options] { action = [options] { return run_info(options->model, options->json); }; });
}

}  // namespace lull::cli
