#pragma once
#include <gtest/gtest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "lull/corpus/analysis.hpp"
#include "support/signals.hpp"
#include "support/temporary_folder.hpp"
#include "support/tiny_model.hpp"
#include "support/wav.hpp"

namespace lull::test {

namespace fs = std::filesystem;

/// Six recordings of one to six seconds, a tiny model, and runs over them.
class CorpusRun : public testing::Test {
 protected:
  CorpusRun() {
    TinyModel().write(folder_ / "model");
    for (int i = 0; i < 6; ++i) {
      Wav{.data = pcm16(noise(16000u * static_cast<unsigned>(i + 1), 0.5f, static_cast<unsigned>(i))),
          .before = {},
          .after = {}}
          .write(folder_ / ("in" + std::to_string(i) + ".wav"));
      paths_.push_back(folder_ / ("in" + std::to_string(i) + ".wav"));
    }
  }
  AnalysisResult run(const std::string& out, AnalysisOptions options = {}) {
    const Model model = Model::load(folder_ / "model");
    const Findings found = find_recordings(paths_, folder_ / out);
    const ResultsDirectory results(folder_ / out);
    return analyze_recordings(found.recordings, model, options, results, stop_, {});
  }
  static AnalysisOptions jobs(unsigned number) {
    AnalysisOptions options;
    options.jobs = number;
    return options;
  }
  /// Every file with its bytes; run.json without the lines that may differ.
  std::map<std::string, std::string> tree(const std::string& out) const {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder_ / out)) {
      if (!entry.is_regular_file()) continue;
      files[entry.path().lexically_relative(folder_ / out).string()] = read_file(entry.path());
    }
    auto json = nlohmann::json::parse(files.at("run.json"));
    for (const char* key : {"started", "ended", "host"}) json.erase(key);
    files["run.json"] = json.dump();
    return files;
  }

  TemporaryFolder folder_;
  std::vector<fs::path> paths_;
  std::atomic<bool> stop_{false};
};

}  // namespace lull::test
