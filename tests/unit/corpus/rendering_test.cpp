#include "lull/corpus/rendering.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "lull/corpus/measurement.hpp"
#include "support/temporary_folder.hpp"

namespace lull::test {
namespace {

namespace fs = std::filesystem;

class RenderAgain : public testing::Test {
 protected:
  RenderAgain() {
    std::ofstream(folder_ / "a.rttm") << "SPEAKER kid 1 100 10 <NA> <NA> CRY <NA> <NA>\n"
                                         "SPEAKER kid 1 105 2.345 <NA> <NA> FEM <NA> <NA>\n"
                                         "SPEAKER a/=two 1 0 1 <NA> <NA> FEM <NA> <NA>\n";
    run();
  }
  void run() {
    MeasurementOptions options;
    options.metrics.min_n = options.metrics.min_events = 0;
    options.metrics.min_hours = 0;
    const ResultsDirectory results(out_);
    std::atomic<bool> stop{false};
    measure_annotations(std::vector{folder_ / "a.rttm", folder_ / "missing.rttm"}, options, results, stop,
                        {});
  }
  std::string text(const std::string& name) const { return read_file(out_ / name); }

  TemporaryFolder folder_;
  fs::path out_ = folder_ / "out";
};

TEST_F(RenderAgain, GivesTheSamePagesAsTheRun) {
  const std::vector<std::string> pages{"sessions/kid/report.html", "sessions/a/%3dtwo/report.html",
                                       "corpus.html"};
  std::vector<std::string> before;
  for (const std::string& page : pages) {
    before.push_back(text(page));
    ASSERT_FALSE(before.back().empty()) << page;
    fs::remove(out_ / page);
  }
  const Rendering rendering = render_again(out_);
  EXPECT_TRUE(rendering.faults.empty());
  EXPECT_EQ(rendering.pages, pages);
  for (std::size_t i = 0; i < pages.size(); ++i) EXPECT_EQ(text(pages[i]), before[i]) << pages[i];
}

TEST_F(RenderAgain, ARunThatKeepsItsResultsWritesTheSamePage) {
  const std::string before = text("corpus.html");
  run();
  EXPECT_EQ(text("corpus.html"), before);
}

TEST_F(RenderAgain, SpreadsCryingOverTheHoursOfTheDayThatWereObserved) {
  // From 22:30 to 23:45 of the next day: of two hours there are two.
  std::ofstream(folder_ / "long.rttm") << "SPEAKER kid 1 5340 120 <NA> <NA> CRY <NA> <NA>\n"
                                          "SPEAKER kid 1 86500 30 <NA> <NA> FUS <NA> <NA>\n";
  MeasurementOptions options;
  options.start_time = "2024-03-01T22:30:00";
  options.duration = std::chrono::seconds(90900);
  const ResultsDirectory results(folder_ / "hours");
  std::atomic<bool> stop{false};
  measure_annotations(std::vector{folder_ / "long.rttm"}, options, results, stop, {});
  const std::string page = read_file(folder_ / "hours/corpus.html");
  const std::size_t from = page.find("[0,0,");
  ASSERT_NE(from, std::string::npos);
  // 0:00: one hour, in which half of the crying over midnight lies.
  EXPECT_EQ(page.substr(from, page.find(']', from) + 1 - from), "[0,0,3600,60]");
  // 22:00: half an hour of the first day, the whole of the next, with the fussing.
  EXPECT_NE(page.find("[0,22,5400,30]"), std::string::npos);
  EXPECT_NE(page.find("[0,23,6300,60]"), std::string::npos);
  fs::remove(folder_ / "hours/corpus.html");
  EXPECT_TRUE(render_again(results, {}).faults.empty());
  EXPECT_EQ(read_file(folder_ / "hours/corpus.html"), page);
}

TEST_F(RenderAgain, NamesWhatAPageLacksAndGoesOn) {
  fs::remove(out_ / "sessions/kid/timeline.json");
  std::ofstream(out_ / "sessions/a/%3dtwo/metrics.json") << "{";
  const Rendering rendering = render_again(out_);
  EXPECT_EQ(rendering.pages, std::vector<std::string>{"corpus.html"});
  ASSERT_EQ(rendering.faults.size(), 2u);
  EXPECT_NE(rendering.faults[0].subject().find("timeline.json"), std::string::npos);
  EXPECT_NE(rendering.faults[1].subject().find("metrics.json"), std::string::npos);
}

TEST_F(RenderAgain, RefusesAFolderWithoutResultsAndLeavesItAlone) {
  EXPECT_THROW(render_again(folder_ / "nothing"), Error);
  EXPECT_FALSE(fs::exists(folder_ / "nothing"));
}

TEST_F(RenderAgain, WritesThePageWithoutSoundWhereThereIsNone) {
  const std::string before = text("sessions/kid/report.html");
  const Rendering rendering = render_again(out_, {{}, SoundOnPage::clips});
  EXPECT_EQ(rendering.faults.size(), 2u);  // one a session
  EXPECT_EQ(rendering.pages.size(), 3u);
  EXPECT_EQ(text("sessions/kid/report.html"), before);
}

TEST_F(RenderAgain, PutsAPdfBesideEachPage) {
  const Rendering rendering =
      render_again(out_, {[](const fs::path& page) { return "made of " + page.filename().string(); }});
  EXPECT_TRUE(rendering.faults.empty());
  EXPECT_EQ(text("corpus.pdf"), "made of corpus.html");
  EXPECT_EQ(text("sessions/kid/report.pdf"), "made of report.html");
}

}  // namespace
}  // namespace lull::test
