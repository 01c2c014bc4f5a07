#include "corpus/childproject.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "lull/core/error.hpp"
#include "unit/corpus/run.hpp"

namespace lull::test {
namespace {

TEST(ClockTime, IsDateAndTimeOfDay) {
  EXPECT_EQ(clock_time("2020-04-20", "10:36"), "2020-04-20T10:36:00");
  EXPECT_EQ(clock_time("2020-02-29", "23:59:59"), "2020-02-29T23:59:59");
  for (const char* date : {"", "NA", "2020-02-30", "2021-02-29", "20-04-2020", "2020/04/20", "2020-04-20 "}) {
    EXPECT_FALSE(clock_time(date, "10:36")) << date;
  }
  for (const char* time :
       {"", "NA", "24:00", "10:60", "10:36:60", "1:36", "10.36", "10:36:", "10:36:00Z", "+1:36"}) {
    EXPECT_FALSE(clock_time("2020-04-20", time)) << time;
  }
}

TEST(DaysBetween, CountsOverLeapYears) {
  EXPECT_EQ(days_between("2020-01-01", "2020-01-01"), 0);
  EXPECT_EQ(days_between("2020-02-28", "2020-03-01"), 2);
  EXPECT_EQ(days_between("2019-12-31", "2021-01-01"), 367);
  EXPECT_FALSE(days_between("2020-01-02", "2020-01-01"));
  EXPECT_FALSE(days_between("NA", "2020-01-01"));
}

class ChildProject : public CorpusRun {
 protected:
  ChildProject() {
    fs::create_directories(folder_ / "data/metadata");
    fs::create_directories(folder_ / "data/recordings/raw/c1");
    fs::rename(paths_[0], folder_ / "data/recordings/raw/c1/day one.wav");
    fs::rename(paths_[1], folder_ / "data/recordings/raw/plain.wav");
    fs::rename(paths_[2], folder_ / "data/recordings/raw/not listed.wav");
    metadata("recordings",
             "\xEF\xBB\xBF"
             "child_id,experiment,recording_filename,date_iso,start_time,recording_device_type\r\n"
             "c1,e,\"c1/day one.wav\",2020-04-20,10:36,lena\r\n"
             "c2,e,plain.wav,2020-04-21,NA,usb\r\n"
             "c2,e,NA,2020-04-22,09:00,usb\r\n"
             "c2,e,plain.wav,2020-04-23,09:00,usb\r\n"
             "c2,e,gone.wav,2020-04-24,9 o'clock,usb\r\n"
             "c2,e,../../../in3.wav,2020-04-24,09:00,usb\r\n");
    metadata("children", "experiment,child_id,child_dob\ne,c1,2020-01-01\ne,c2,NA\n");
    paths_ = {folder_ / "data"};
  }
  void metadata(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / ("data/metadata/" + name + ".csv"), std::ios::binary) << text;
  }
};

TEST_F(ChildProject, ItsMetadataSayWhatIsAnalysed) {
  const Findings found = find_recordings(paths_, {});
  ASSERT_EQ(found.recordings.size(), 4u);
  EXPECT_EQ(found.recordings[0].id, "c1/day%20one");
  EXPECT_EQ(found.recordings[0].circumstances, (Circumstances{"2020-04-20T10:36:00", "c1", 110}));
  EXPECT_EQ(found.recordings[1].circumstances, (Circumstances{{}, "c2", {}}));
  EXPECT_EQ(found.recordings[2].id, "gone");
  EXPECT_FALSE(found.recordings[2].circumstances.start_time);
  EXPECT_NE(found.recordings[3].problem.find("outside recordings/raw"), std::string::npos);
  ASSERT_EQ(found.notes.size(), 4u);
  EXPECT_EQ(found.notes[0],
            (folder_ / "data/metadata/recordings.csv").string() + ", line 4: names no file: passed over");
  EXPECT_NE(found.notes[3].find("and 2 more: the child's age"), std::string::npos) << found.notes[3];
}

TEST_F(ChildProject, MayBeGivenByItsMetadataAndWithoutChildren) {
  fs::remove(folder_ / "data/metadata/children.csv");
  const std::vector<fs::path> given{folder_ / "data/metadata/recordings.csv"};
  const Findings found = find_recordings(given, {});
  ASSERT_EQ(found.recordings.size(), 4u);
  EXPECT_EQ(found.recordings[0].circumstances, (Circumstances{"2020-04-20T10:36:00", "c1", {}}));
}

TEST_F(ChildProject, MetadataThatCannotBeUsedAreSaidAtOnce) {
  metadata("recordings", "child_id,filename\nc1,a.wav\n");
  EXPECT_THROW(find_recordings(paths_, {}), Error);
}

TEST_F(ChildProject, AgesAndClockTimesFlowIntoTheResults) {
  run("out");
  const auto json = nlohmann::json::parse(read_file(folder_ / "out/sessions/c1/day%20one/metrics.json"));
  EXPECT_EQ(json.at("recording").at("start_time"), "2020-04-20T10:36:00");
  EXPECT_NE(read_file(folder_ / "out/recordings.csv").find(",2020-04-20T10:36:00,c1,110,"),
            std::string::npos);
}

TEST_F(ChildProject, ARecordingWhoseMetadataChangedIsDoneAgain) {
  run("out");
  metadata("children", "experiment,child_id,child_dob\ne,c1,2020-01-02\ne,c2,NA\n");
  EXPECT_EQ(run("out").kept, 1u);
  const AnalysisResult again = run("out");
  EXPECT_EQ(again.kept, 2u);
  EXPECT_EQ(again.recordings[0].row.child_age_days, 109);
}

}  // namespace
}  // namespace lull::test
