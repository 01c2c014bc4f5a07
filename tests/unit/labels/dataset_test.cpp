#include "lull/labels/dataset.hpp"

#include <filesystem>
#include <fstream>

#include <gtest/gtest.h>

#include "support/sessions.hpp"
#include "support/temporary_folder.hpp"

namespace lull {
namespace {

namespace fs = std::filesystem;
using Spans = std::vector<TimeSpan>;
using test::at;
using test::span;

class Dataset : public testing::Test {
 protected:
  void file(const std::string& name, const std::string& text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }
  void rows(const std::string& text) {
    file("metadata/annotations.csv",
         "set,recording_filename,time_seek,range_onset,range_offset,raw_filename,format,filter,"
         "annotation_filename\n" +
             text);
  }
  void converted(const std::string& set_and_name, const std::string& text) {
    const fs::path path(set_and_name);
    file("annotations/" + path.parent_path().string() + "/converted/" + path.filename().string(),
         "segment_onset,segment_offset,speaker_type,vcm_type\n" + text);
  }
  Annotations read(const std::vector<std::string>& sets = {}) {
    AnnotationOptions options;
    options.tiers = sets;
    return read_dataset(folder_ / ".", options);
  }
  std::string refusal(const std::vector<std::string>& sets = {}) {
    try {
      read(sets);
    } catch (const Error& error) {
      return error.problem() + "; " + error.remedy();
    }
    return "read";
  }
  test::TemporaryFolder folder_;
};

TEST_F(Dataset, PausesOfTheRecorderSplitWhatWasObserved) {
  // Two rows of one file, and a set that knows nothing of pauses beside it.
  rows(
      "its,a.wav,0,0,100000,a.its,its,,\nits,a.wav,0,100000,200000,a.its,its,,\n"
      "cha,a.wav,0,0,200000,a.cha,cha,,a.csv\n");
  converted("cha/a.csv", "0,500,FEM,NA\n");
  file(
      "annotations/its/raw/a.its",
      R"(<ITS><ProcessingUnit><Recording startClockTime="2016-01-01T10:00:00Z" startTime="PT0S" endTime="PT50S"/>
<Recording startClockTime="2016-01-01T12:00:00Z" startTime="PT50S" endTime="PT150S"/>
<Recording startClockTime="2016-01-01T14:00:00Z" startTime="PT150S" endTime="PT200S"/></ProcessingUnit></ITS>)");
  const Spans parts{span(0, 50), span(50, 150), span(150, 200)};
  for (const auto& sets : {std::vector<std::string>{"its"}, std::vector<std::string>{"cha", "its"}}) {
    const Session session = read(sets).sessions.at(0);
    EXPECT_EQ(session.observed, parts);
    ASSERT_EQ(session.recording.pauses.size(), 2U);
    EXPECT_EQ(session.recording.pauses[0].length, at(2 * 3600 - 50));
  }
}

TEST_F(Dataset, RangesAreWhatWasObservedAndRowsOfARecordingAreOneSession) {
  rows(
      "vcm,a.wav,0,60000,120000,a.rttm,vcm_rttm,,a_1.csv\nvcm,a.wav,0,120000,180000,a.rttm,vcm_rttm,,a_2."
      "csv\n"
      "vcm,a.wav,0,300000,360000,a.rttm,vcm_rttm,,a_3.csv\nvcm,b.wav,0,0,1000,b.rttm,vcm_rttm,,b.csv\n");
  converted("vcm/a_1.csv", "50000,61000,CHI,Y\n");
  converted("vcm/a_2.csv", "");
  converted("vcm/a_3.csv", "310000,311000,FEM,NA\n");
  converted("vcm/b.csv", "0,500,FEM,NA\n");
  file("metadata/recordings.csv",
       "recording_filename,child_id,duration,date_iso,start_time\na.wav,1,350000,2024-03-01,7:05\n"
       "b.wav,1,NA,NA,NA\n");
  const Annotations all = read();
  EXPECT_TRUE(all.observed_known);
  ASSERT_EQ(all.sessions.size(), 2U);
  const Session& a = all.sessions[0];
  EXPECT_EQ(a.recording.id, "a");
  EXPECT_EQ(a.observed, (Spans{span(60, 180), span(300, 350)}));
  EXPECT_EQ(a.recording.duration, at(350));
  EXPECT_EQ(a.recording.start_time, "2024-03-01T07:05");
  ASSERT_EQ(a.events.size(), 2U);
  EXPECT_EQ(a.events[0].when, span(60, 61)) << "cut to its range";
  const Session& b = all.sessions[1];
  EXPECT_FALSE(b.recording.duration);
  EXPECT_FALSE(b.recording.start_time);
  EXPECT_TRUE(b.tracks.cry) << "the set knows crying, and would have said so here";
  EXPECT_FALSE(b.tracks.child);
}

TEST_F(Dataset, RawFilesAreReadWhereNothingIsConvertedYet) {
  rows(
      "vtc,a.wav,10000,0,60000,all.rttm,vtc_rttm,,a.csv\nvtc,b.wav,-1000,0,60000,all.rttm,vtc_rttm,other,\n");
  file("annotations/vtc/raw/all.rttm",
       "SPEAKER a 1 1.5 2 <NA> <NA> KCHI <NA> <NA>\nSPEAKER a 1 49 9 <NA> <NA> FEM <NA> <NA>\n"
       "SPEAKER other 1 0.5 1 <NA> <NA> CHI <NA> <NA>\n");
  const Annotations all = read();
  ASSERT_EQ(all.sessions.size(), 2U);
  ASSERT_EQ(all.sessions[0].events.size(), 2U);
  EXPECT_EQ(all.sessions[0].events[0].when, span(11.5, 13.5));
  EXPECT_EQ(all.sessions[0].events[1].when, span(59, 60));
  EXPECT_EQ(all.sessions[1].events.at(0).when, span(0, 0.5));
}

TEST_F(Dataset, SeveralSetsOfARecordingAskForAChoice) {
  rows("vcm,a.wav,0,0,9000,,,,a.csv\nhand,a.wav,0,5000,20000,,,,a.csv\nhand,b.wav,0,0,9000,,,,b.csv\n");
  converted("vcm/a.csv", "0,1000,CHI,Y\n");
  converted("hand/a.csv", "6000,7000,FEM,NA\n");
  converted("hand/b.csv", "6000,7000,MAL,NA\n");
  EXPECT_EQ(refusal(), "the annotation sets hand, vcm cover a.wav; choose one with --tier");
  EXPECT_EQ(refusal({"vtc"}), "has no annotation set 'vtc' but hand, vcm; ");
  const Annotations one = read({"vcm"});
  ASSERT_EQ(one.sessions.size(), 1U);
  EXPECT_EQ(one.sessions[0].observed, Spans{span(0, 9)});
  const Annotations both = read({"vcm", "hand"});
  ASSERT_EQ(both.sessions.size(), 2U);
  EXPECT_EQ(both.sessions[0].events.size(), 2U);
  EXPECT_EQ(both.sessions[0].observed, Spans{span(5, 9)}) << "what both cover";
  EXPECT_TRUE(both.sessions[0].tracks.cry);
  EXPECT_TRUE(both.sessions[0].tracks.adult);
}

TEST_F(Dataset, WhatIsDiscardedIsNotThere) {
  rows("s,a.wav,0,0,9000,,,,a.csv\ns,b.wav,0,0,9000,,,,b.csv\ns,c.wav,0,0,9000,,,,c.csv\n");
  converted("s/c.csv", "0,1,FEM,NA\n");
  file("metadata/recordings.csv", "recording_filename,child_id,discard\na.wav,1,1\nb.wav,2,0\nc.wav,1,\n");
  file("metadata/children.csv", "child_id,discard\n1,NA\n2,1\n");
  const Annotations all = read();
  ASSERT_EQ(all.sessions.size(), 1U);
  EXPECT_EQ(all.sessions[0].recording.id, "c");
  EXPECT_TRUE(all.faults.empty());
}

TEST_F(Dataset, AFileThatIsNotThereIsAFaultOfItsRecording) {
  rows("s,a.wav,0,0,9000,a.its,its,,a.csv\ns,b.wav,0,0,9000,,,,b.csv\ns,c.wav,0,0,9000,c.xyz,xyz,,\n");
  converted("s/b.csv", "0,1,FEM,NA\n");
  file("annotations/s/raw/c.xyz", "");
  const Annotations all = read();
  EXPECT_EQ(all.sessions.size(), 1U);
  ASSERT_EQ(all.faults.size(), 2U);
  EXPECT_TRUE(all.faults[0].subject().ends_with("annotations.csv, line 2")) << all.faults[0].subject();
  EXPECT_TRUE(all.faults[0].problem().ends_with("a.csv")) << all.faults[0].problem();
  EXPECT_TRUE(all.faults[1].problem().starts_with("'xyz' is no format that is read"));
}

TEST_F(Dataset, MetadataThatCannotBeUsedIsAnErrorWithItsLine) {
  rows("s,a.wav,0,9000,0,,,,a.csv\n");
  EXPECT_EQ(refusal(), "the range ends before it starts; correct or remove the line");
  rows("s,a.wav,0,x,0,,,,a.csv\n");
  EXPECT_EQ(refusal(), "range_onset 'x' is not a time; give milliseconds as a decimal number");
  rows("");
  EXPECT_EQ(refusal(), "lists no annotations in metadata/annotations.csv; ");
  file("metadata/annotations.csv", "set\n");
  EXPECT_EQ(refusal(), "has no column 'recording_filename'; its first line names the columns");
}

TEST_F(Dataset, IsToldByItsMetadata) {
  EXPECT_FALSE(is_dataset(folder_ / "."));
  rows("");
  EXPECT_TRUE(is_dataset(folder_ / "."));
  EXPECT_FALSE(is_dataset(folder_ / "metadata/annotations.csv"));
}

TEST_F(Dataset, WhatTheChosenSetsDoNotCoverIsNoted) {
  file("metadata/recordings.csv",
       "recording_filename,duration,discard\na.wav,60000,0\nb.wav,60000,0\nc.wav,60000,1\nd.wav,60000,0\n");
  rows("vcm,a.wav,0,0,1000,a.rttm,vcm_rttm,,a.csv\nits,d.wav,0,0,1000,d.its,its,,d.csv\n");
  converted("vcm/a.csv", "0,500,CHI,Y\n");
  converted("its/d.csv", "0,500,CHI,Y\n");
  ASSERT_EQ(read().notes.size(), 1U);
  EXPECT_TRUE(read().notes[0].ends_with("left out: b.wav"));
  EXPECT_TRUE(read({"vcm"}).notes.at(0).ends_with("left out: b.wav, d.wav"));
}

}  // namespace
}  // namespace lull
