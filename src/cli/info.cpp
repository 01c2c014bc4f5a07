#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
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

Json description(const Model& model, const fs::path& path) {
  Json json;
  json["version"] = version();
  json["metrics_version"] = metrics_version;
  json["compiler"] = compiler();
  json["cpu"] = cpu_features();
  for (const auto& [name, text] : audio_libraries()) json["libraries"][name] = text;
  json["model"]["id"] = model.id();
  json["model"]["sha256"] = model.sha256();
  json["model"]["path"] = as_utf8(path.string());
  json["model"]["provenance"] = Json::parse(model.provenance());
  return json;
}

int run_info(const std::string& given, bool as_json) {
  const fs::path path = find_model(given);
  const Model model = Model::load(path);
  const Json json = description(model, path);
  if (as_json) {
    fmt::print("{}\n", json.dump());
    return all_well;
  }
  fmt::print("lull {} (metrics version {})\n", version(), metrics_version);
  fmt::print("built with {}\n", compiler());
  std::string features;
  for (const std::string& each : cpu_features()) features += " " + each;
  fmt::print("this processor has{}\n", features.empty() ? " no vector extensions that we know" : features);
  for (const auto& [name, text] : audio_libraries()) fmt::print("{} {}\n", name, text);
  fmt::print("model {} (sha256 {})\n", model.id(), model.sha256());
  fmt::print("  in {}\n", visible(path.string()));
  for (const auto& [key, value] : json["model"]["provenance"].items()) {
    fmt::print("  {}: {}\n", visible(key), visible(value.is_string() ? value.get<std::string>() : value.dump()));
  }
  return all_well;
}

}  // namespace

std::filesystem::path find_model(const std::string& given) {
  if (!given.empty()) return given;
  if (const char* path = std::getenv("LULL_MODEL")) return path;
  std::error_code failed;
  const fs::path program = fs::read_symlink("/proc/self/exe", failed);
  for (fs::path folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
    for (const char* place : {"share/lull", "models"}) {
      const fs::path candidate = folder / place / model_file;
      if (fs::exists(candidate, failed)) return candidate;
    }
  }
  throw Error(Fault::model, model_file, "not found beside the program", "give its path with --model or LULL_MODEL");
}

bool wants_color(const std::string& when) {
  if (when == "always") return true;
  if (when == "never") return false;
  if (when != "auto") throw Error(Fault::usage, "--color", "'" + when + "' is none of auto, always, never");
  const char* none = std::getenv("NO_COLOR");
  return ::isatty(STDERR_FILENO) != 0 && (none == nullptr || *none == '\0');
}

void plan_info(CLI::App& program, Action& action) {
  struct Options {
    std::string model;
    bool json = false;
  };
  const auto options = std::make_shared<Options>();
  CLI::App* command = program.add_subcommand("info", "version, build, processor features and the model's card");
  command->add_option("--model", options->model, "model file")->type_name("FILE");
  command->add_flag("--json", options->json, "one JSON object instead of text");
  command->footer("Exit status: 0 all well, 2 bad usage, 3 no model.");
  command->callback([&action, options] { action = [options] { return run_info(options->model, options->json); }; });
}

}  // namespace lull::cli
