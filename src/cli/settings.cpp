#include "cli/settings.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <toml++/toml.h>
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <sstream>

namespace lull::cli {
namespace {

template <class Visit>
void for_each_setting(Settings& settings, const Visit& visit) {
  for_each_field(settings.listening, visit);
  for_each_field(settings.metrics, visit);
}

template <class T>
bool parse_number(const std::string& text, T& value) {
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  return failed == std::errc() && end == text.data() + text.size();
}

bool parse(const std::string& text, std::string& value) {
  value = text;
  return !text.empty();
}
bool parse(const std::string& text, int& value) { return parse_number(text, value); }
bool parse(const std::string& text, double& value) {
  return parse_number(text, value) && std::isfinite(value);
}
bool parse(const std::string& text, Milliseconds& value) {
  double seconds = 0;
  if (!parse(text, seconds) || std::abs(seconds) > 1e9) return false;
  value = Milliseconds{std::llround(seconds * 1000)};
  return true;
}
bool parse(const std::string& text, std::vector<Milliseconds>& values) {
  values.clear();
  std::istringstream items(text);
  for (std::string item; std::getline(items, item, ',');) {
    Milliseconds value{};
    if (!parse(item, value) || value.count() <= 0) return false;
    values.push_back(value);
  }
  return !values.empty() && std::is_sorted(values.begin(), values.end());
}

std::string written(const std::string& value) { return value; }
std::string written(int value) { return fmt::format("{}", value); }
std::string written(double value) { return fmt::format("{:g}", value); }
std::string written(Milliseconds value) {
  return fmt::format("{:g}", static_cast<double>(value.count()) / 1000);
}
std::string written(const std::vector<Milliseconds>& values) {
  std::string text;
  for (const Milliseconds value : values) text += (text.empty() ? "" : ",") + written(value);
  return text;
}

/// How many letters to change, add or leave out (Levenshtein 1966).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t corner = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = corner + (a[i - 1] == b[j - 1] ? 0 : 1);
      corner = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
    }
  }
  return row[b.size()];
}

std::string text_of(const toml::node& node) {
  if (const auto* text = node.as_string()) return text->get();
  if (const auto* number = node.as_integer()) return fmt::format("{}", number->get());
  if (const auto* number = node.as_floating_point()) return fmt::format("{}", number->get());
  std::string text;
  if (const auto* list = node.as_array()) {
    for (const auto& item : *list) text += (text.empty() ? "" : ",") + text_of(item);
  }
  return text;
}

void read_toml(Settings& settings, const std::filesystem::path& file) {
  if (std::error_code failed; !std::filesystem::is_regular_file(file, failed)) {
    throw Error(Fault::usage, file.string(), "is no file that can be read",
                "give the settings file with --config");
  }
  try {
    const toml::table table = toml::parse_file(file.string());
    for (const auto& [key, node] : table) {
      assign(settings, key.str(), text_of(node),
             fmt::format("{} line {}", file.string(), node.source().begin.line));
    }
  } catch (const toml::parse_error& error) {
    throw Error(Fault::usage, fmt::format("{} line {}", file.string(), error.source().begin.line),
                std::string(error.description()), "see `lull help analyze` for the settings");
  }
}

std::string environment_name(std::string_view key) {
  std::string name = "LULL_";
  for (const char c : key) name += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return name;
}

}  // namespace

PipelineOptions Settings::pipeline() const {
  PipelineOptions options;
  options.operating_point = listening.operating_point;
  if (listening.channel > 0) options.reader.channel = listening.channel;
  options.metrics = metrics;
  return options;
}

std::vector<SettingInfo> setting_list() {
  std::vector<SettingInfo> list;
  Settings defaults;
  for_each_setting(defaults, [&](const auto& each, const auto& value) {
    const bool bounded = std::isfinite(each.low) && std::isfinite(each.high);
    list.push_back({std::string(each.name), std::string(each.unit), std::string(each.help), written(value),
                    bounded ? fmt::format("{:g} to {:g}", each.low, each.high) : "", false});
  });
  for (std::size_t i = 0; i < std::tuple_size_v<decltype(ListeningSettings::fields())>; ++i)
    list[i].listening = true;
  return list;
}

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  std::string best;
  std::size_t least = 3;  // further away is another word
  for (const std::string& each : known) {
    const std::size_t far = distance(word, each);
    if (far < least && far < each.size()) {
      least = far;
      best = each;
    }
  }
  return best;
}

void assign(Settings& settings, std::string_view key, const std::string& text, const std::string& source) {
  bool known = false;
  for_each_setting(settings, [&](const auto& each, auto& value) {
    if (each.name != key) return;
    known = true;
    if (!parse(text, value)) {
      throw Error(Fault::usage, source, fmt::format("'{}' is no value for {}", text, key),
                  fmt::format("{}{}{}", each.help, each.unit.empty() ? "" : ", in ", each.unit));
    }
  });
  if (known) return;
  std::vector<std::string> keys;
  for (const SettingInfo& info : setting_list()) keys.push_back(info.key);
  const std::string near = nearest(key, keys);
  throw Error(
      Fault::usage, source, fmt::format("there is no setting '{}'", key),
      near.empty() ? "see `lull help analyze` for the settings" : fmt::format("did you mean '{}'?", near));
}

std::optional<Milliseconds> time_of(const std::string& text) {
  Milliseconds time{};
  return parse(text, time) ? std::optional(time) : std::nullopt;
}

std::string flag_of(const std::string& key) {
  std::string flag = "--" + key;
  std::replace(flag.begin(), flag.end(), '_', '-');
  return flag;
}

std::vector<std::string> unknown_variables() {
  std::vector<std::string> known{"LULL_MODEL"}, problems;
  for (const SettingInfo& info : setting_list()) known.push_back(environment_name(info.key));
  for (char** each = environ; each != nullptr && *each != nullptr; ++each) {
    const std::string_view variable(*each);
    const std::string name(variable.substr(0, variable.find('=')));
    if (!name.starts_with("LULL_") || std::find(known.begin(), known.end(), name) != known.end()) continue;
    const std::string near = nearest(name, known);
    problems.push_back(name + " in the environment is no setting" +
                       (near.empty() ? "" : "; did you mean " + near + "?"));
  }
  std::sort(problems.begin(), problems.end());
  return problems;
}

Settings gather(const std::filesystem::path& file, const std::map<std::string, std::string>& command_line) {
  Settings settings;
  if (!file.empty()) read_toml(settings, file);
  for (const SettingInfo& info : setting_list()) {
    const std::string name = environment_name(info.key);
    if (const char* text = std::getenv(name.c_str())) assign(settings, info.key, text, name);
  }
  for (const auto& [key, text] : command_line) {
    assign(settings, key, text, flag_of(key));
  }
  check(settings.listening);
  check(settings.metrics);
  return settings;
}

}  // namespace lull::cli
