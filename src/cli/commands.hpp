#pragma once
#include <CLI/CLI.hpp>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace lull::cli {

/// What a command does once the arguments are parsed; returns the exit status.
using Action = std::function<int()>;

/// Each adds its command with options and help to the program. The action is set when that command was given.
void plan_analyze(CLI::App& program, Action& action);
void plan_measure(CLI::App& program, Action& action);
void plan_features(CLI::App& program, Action& action);
void plan_convert(CLI::App& program, Action& action);
void plan_evaluate(CLI::App& program, Action& action);
void plan_merge(CLI::App& program, Action& action);
void plan_report(CLI::App& program, Action& action);
void plan_info(CLI::App& program, Action& action);

/// A file that is installed with the program: in share/lull or models beside or above it.
std::optional<std::filesystem::path> find_installed(const char* file);

/// The model file: as given, else LULL_MODEL, else lull-v1.safetensors in share/lull or models beside or
/// above the program. Throws Error(Fault::model) when there is none.
std::filesystem::path find_model(const std::string& given);

}  // namespace lull::cli
