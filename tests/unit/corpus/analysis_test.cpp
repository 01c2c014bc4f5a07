#include "lull/corpus/analysis.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "lull/core/error.hpp"
#include "unit/corpus/run.hpp"

namespace lull::test {
namespace {

class Analysis : public CorpusRun {};

TEST_F(Analysis, GivesTheSameBytesForOneJobAndForEight) {
  run("one", jobs(1));
  run("eight", jobs(8));
  // The seven files of the run, the eight of each of six recordings.
  EXPECT_EQ(tree("one").size(), 7u + 6u * 8u);
  EXPECT_EQ(tree("one"), tree("eight"));
}

TEST_F(Analysis, ABrokenFileInTheMiddleIsARowAndDoesNotStopTheRest) {
  std::ofstream(paths_[2]) << "no recording at all";
  const AnalysisResult result = run("out", jobs(2));
  ASSERT_EQ(result.recordings.size(), 6u);
  EXPECT_EQ(result.failed, 1u);
  EXPECT_EQ(result.recordings[2].row.status, "failed");
  EXPECT_NE(result.recordings[2].row.error, "");
  EXPECT_EQ(result.recordings[5].row.status, "ok");
  EXPECT_FALSE(fs::exists(folder_ / "out/sessions/in2"));
  EXPECT_TRUE(fs::exists(folder_ / "out/sessions/in3/metrics.json"));
  EXPECT_EQ(nlohmann::json::parse(read_file(folder_ / "out/run.json")).at("counts").at("failed"), 1);
}

TEST_F(Analysis, AnInterruptedRunThatIsGoneOnWithGivesTheBytesOfAWholeOne) {
  run("whole", jobs(1));
  const std::vector<fs::path> all = paths_;
  paths_.resize(3);
  run("parts", jobs(1));
  paths_ = all;
  const AnalysisResult rest = run("parts", jobs(2));
  EXPECT_EQ(rest.kept, 3u);
  EXPECT_EQ(tree("parts"), tree("whole"));
}

TEST_F(Analysis, OnlyWhatChangedIsDoneAgain) {
  run("out");
  Wav{.data = pcm16(noise(8000, 0.5f, 99)), .before = {}, .after = {}}.write(paths_[4]);
  fs::remove(folder_ / "out/sessions/in1/segments.rttm");
  std::ofstream(folder_ / "out/sessions/in0/recording.csv") << "edited";
  const AnalysisResult result = run("out");
  EXPECT_EQ(result.kept, 3u);
  EXPECT_FALSE(result.recordings[4].kept);
  EXPECT_EQ(result.recordings[4].row.duration_s, Milliseconds{500});
  EXPECT_TRUE(fs::exists(folder_ / "out/sessions/in1/segments.rttm"));
}

TEST_F(Analysis, OtherSettingsAreRefusedByNameUnlessForced) {
  run("out");
  AnalysisOptions other;
  other.pipeline.metrics.t_calm = Milliseconds{60000};
  try {
    run("out", other);
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::usage);
    EXPECT_NE(error.problem().find("t_calm 30 there, 60 now"), std::string::npos) << error.problem();
  }
  other.force = true;
  EXPECT_EQ(run("out", other).kept, 0u);
}

TEST_F(Analysis, ATableThatIsNotOursIsNotReplaced) {
  fs::create_directories(folder_ / "mine");
  std::ofstream(folder_ / "mine/recordings.csv") << "mine";
  EXPECT_THROW(run("mine"), Error);
  EXPECT_EQ(read_file(folder_ / "mine/recordings.csv"), "mine");
}

TEST_F(Analysis, StopsAfterTheFirstFailureIfAsked) {
  std::ofstream(paths_[5], std::ios::trunc) << std::string(200000, 'x');  // the largest, so the first
  AnalysisOptions options;
  options.stop_on_error = true;
  const AnalysisResult result = run("out", options);
  EXPECT_EQ(result.failed, 1u);
  EXPECT_EQ(result.not_started, 5u);
  EXPECT_EQ(nlohmann::json::parse(read_file(folder_ / "out/run.json")).at("status"), "interrupted");
}

}  // namespace
}  // namespace lull::test
