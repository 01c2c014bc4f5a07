#include "lull/corpus/measurement.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "lull/core/error.hpp"
#include "support/temporary_folder.hpp"

namespace lull::test {
namespace {

namespace fs = std::filesystem;

class Measurement : public testing::Test {
 protected:
  fs::path file(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }
  AnalysisResult run(const std::vector<fs::path>& annotations, const MeasurementOptions& options = {}) {
    const ResultsDirectory results(folder_ / "out");
    return measure_annotations(annotations, options, results, stop_, {});
  }
  TemporaryFolder folder_;
  std::atomic<bool> stop_{false};
};

const std::string one_cry =
    "SPEAKER kid 1 100 10 <NA> <NA> CRY <NA> <NA>\nSPEAKER kid 1 105 2 <NA> <NA> FEM <NA> <NA>\n";

TEST_F(Measurement, GivesARecordingForEachThatAFileNames) {
  const auto result = run({file("a.rttm", one_cry + "SPEAKER two 1 0 1 <NA> <NA> FEM <NA> <NA>\n")});
  ASSERT_EQ(result.recordings.size(), 2u);
  EXPECT_EQ(result.recordings[0].row.recording, "kid");
  EXPECT_EQ(result.recordings[0].row.responded, 1);
  EXPECT_EQ(result.recordings[1].row.recording, "two");
  EXPECT_TRUE(fs::exists(folder_ / "out/sessions/two/segments.rttm"));
}

TEST_F(Measurement, TheUemSaysWhatWasAnnotated) {
  MeasurementOptions options;
  options.uem = file("a.uem", "kid 1 0.000 200.000\n");
  const auto result = run({file("a.rttm", one_cry)}, options);
  EXPECT_EQ(result.recordings[0].row.observed_s, Milliseconds{200000});
}

TEST_F(Measurement, AnEmptyFileOfTracksThatWereListenedForHasRealZeros) {
  MeasurementOptions options;
  options.tracks = TrackSet{};
  options.duration = Milliseconds{3600000};
  const auto result = run({file("quiet.rttm", "")}, options);
  ASSERT_EQ(result.recordings.size(), 1u);
  EXPECT_EQ(result.recordings[0].row.recording, "quiet");
  EXPECT_EQ(result.recordings[0].row.episodes, 0);
}

TEST_F(Measurement, AnEmptyFileBesideOthersIsOfItsOwnRecordingAlone) {
  MeasurementOptions options;
  options.uem = file("all.uem", "kid 1 0 200\nquiet 1 0 300\n");
  const auto result = run({file("kid.rttm", one_cry), file("quiet.rttm", "")}, options);
  ASSERT_EQ(result.recordings.size(), 2u);
  EXPECT_EQ(result.recordings[0].row.episodes, 1);
  EXPECT_EQ(result.recordings[1].row.recording, "quiet");
  EXPECT_EQ(result.recordings[1].row.observed_s, Milliseconds{300000});
  EXPECT_EQ(result.recordings[1].row.episodes, 0);
}

TEST_F(Measurement, WhatCannotBeReadIsARowBesideTheOthers) {
  const auto result = run({file("a.its", "<its/>"), folder_ / "missing.rttm", file("b.rttm", one_cry),
                           file("c.rttm", "SPEAKER bad 1 x 1 <NA> <NA> CRY <NA> <NA>\n")});
  ASSERT_EQ(result.recordings.size(), 4u);
  EXPECT_EQ(result.failed, 3u);
  EXPECT_EQ(result.recordings[2].row.status, "ok");
}

TEST_F(Measurement, IsKeptOnlyWhileTheUemIsTheSame) {
  MeasurementOptions options;
  options.uem = file("a.uem", "kid 1 0 200\n");
  const auto annotation = file("a.rttm", one_cry);
  run({annotation}, options);
  EXPECT_EQ(run({annotation}, options).kept, 1u);
  file("a.uem", "kid 1 0 300\n");
  EXPECT_THROW(run({annotation}, options), Error);
}

TEST_F(Measurement, ItsOwnSegmentsGiveTheSameRowAgain) {
  MeasurementOptions options;
  options.tracks = TrackSet{};
  const auto first = run({file("a.rttm", one_cry)}, options).recordings[0].row;
  options.uem = folder_ / "out/sessions/kid/segments.uem";
  options.force = true;
  auto again = run({folder_ / "out/sessions/kid/segments.rttm"}, options).recordings[0].row;
  EXPECT_EQ(again.observed_s, first.observed_s);
  EXPECT_EQ(again.cry_s, first.cry_s);
  EXPECT_EQ(again.na, first.na);
}

}  // namespace
}  // namespace lull::test
