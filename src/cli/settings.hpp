#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "lull/events/settings.hpp"
#include "lull/pipeline/options.hpp"

namespace lull::cli {

/// The settings of an analysis beside those of the metrics.
struct ListeningSettings {
  std::string operating_point = "f1";
  int channel = 0;  ///< 0: the mean of all

  static constexpr auto fields() {
    using S = ListeningSettings;
    return std::tuple{
        field("operating_point", &S::operating_point, "",
              "thresholds of the model: f1, or precision for fewer false alarms"),
        field("channel", &S::channel, "", "channel to listen to, from 1; 0: the mean of all", 0, 64)};
  }
};

/// Everything that can be set by flag, environment or file: one list that flags, help and files are made
/// from.
struct Settings {
  ListeningSettings listening;
  MetricSettings metrics;

  PipelineOptions pipeline() const;
};

/// One setting for people: its key, unit, meaning, default and range as text.
struct SettingInfo {
  std::string key, unit, help, standard, range;
  bool listening = false;  ///< of ListeningSettings: means nothing where no sound is heard
};
std::vector<SettingInfo> setting_list();

/// Sets one from its text (seconds for times, a comma between the items of a list).
/// Throws Error(Fault::usage) that names `source` for an unknown key, with the nearest known one, or a bad
/// value.
void assign(Settings& settings, std::string_view key, const std::string& text, const std::string& source);

/// Built-in defaults < file < environment (LULL_KEY) < command line.
/// `file` may be empty. Throws Error(Fault::usage); an error in the file names its line.
Settings gather(const std::filesystem::path& file, const std::map<std::string, std::string>& command_line);

/// A time given in seconds, to the millisecond; nothing for any other text.
std::optional<Milliseconds> time_of(const std::string& text);

/// The flag of a setting: --t-calm for t_calm.
std::string flag_of(const std::string& key);

/// A sentence for each LULL_ variable of the environment that is no setting of ours.
std::vector<std::string> unknown_variables();

/// The one of `known` that is nearest to a mistyped word, if any is near; else empty.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace lull::cli
