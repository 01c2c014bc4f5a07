#include "lull/corpus/annotation_pairs.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "support/sessions.hpp"
#include "support/temporary_folder.hpp"

namespace lull::test {
namespace {

namespace fs = std::filesystem;

std::string line(const std::string& id, const std::string& onset, const std::string& duration,
                 const std::string& label) {
  return "SPEAKER " + id + " 1 " + onset + " " + duration + " <NA> <NA> " + label + " <NA> <NA>\n";
}

class Pairs : public testing::Test {
 protected:
  fs::path file(const std::string& name, const std::string& text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }
  AnnotationSet load(const fs::path& path) { return load_annotations(path, {}); }
  TemporaryFolder folder_;
};

TEST_F(Pairs, GoByTheIdOfTheRecording) {
  file("r/x.rttm", line("one", "1", "1", "CRY") + line("two", "1", "1", "CRY"));
  file("r/deeper/y.rttm", line("three", "1", "1", "CRY"));
  file("h/z.rttm",
       line("three", "1", "1", "CRY") + line("one", "2", "1", "CRY") + line("four", "2", "1", "CRY"));
  const auto paired = pair_annotations(load(folder_ / "r"), load(folder_ / "h"), {});
  ASSERT_EQ(paired.pairs.size(), 2u);
  EXPECT_EQ(paired.pairs[0].reference.recording.id, "one");
  EXPECT_EQ(paired.pairs[1].reference.recording.id, "three");
  EXPECT_EQ(paired.pairs[1].hypothesis.recording.id, "three");
  EXPECT_EQ(paired.only_in_reference, std::vector<std::string>{"two"});
  EXPECT_EQ(paired.only_in_hypothesis, std::vector<std::string>{"four"});
}

TEST_F(Pairs, OfAResultsDirectoryMayLieInFolders) {
  file("r/a.rttm", line("a", "1", "1", "CRY"));
  file("out/sessions/night/a/segments.rttm", line("night/a", "1", "1", "CRY"));
  file("out/sessions/night/a/segments.uem", "night/a 1 0.000 50.000\n");
  file("out/sessions/night/a/other.rttm", line("noise", "1", "1", "CRY"));
  const auto paired = pair_annotations(load(folder_ / "r"), load(folder_ / "out"), {});
  ASSERT_EQ(paired.pairs.size(), 1u);
  EXPECT_EQ(paired.pairs[0].hypothesis.recording.id, "night/a");
  ASSERT_EQ(paired.notes.size(), 1u);  // says that the names differ
  // The hypothesis knows how long the recording is, and that it listened for all.
  EXPECT_EQ(paired.pairs[0].reference.observed, std::vector<TimeSpan>{span(0, 50)});
  EXPECT_TRUE(paired.pairs[0].hypothesis.tracks.adult);
}

TEST_F(Pairs, AnEmptyResultIsARecordingWithoutSegments) {
  file("r/quiet.rttm", line("quiet", "1", "1", "CRY"));
  file("out/sessions/quiet/segments.rttm", "");
  file("out/sessions/quiet/segments.uem", "quiet 1 0 9\n");
  const auto paired = pair_annotations(load(folder_ / "r"), load(folder_ / "out"), {});
  ASSERT_EQ(paired.pairs.size(), 1u);
  EXPECT_TRUE(paired.pairs[0].hypothesis.events.empty());
}

TEST_F(Pairs, OfOneRecordingEachNeedNoCommonName) {
  const auto paired = pair_annotations(load(file("r.rttm", line("truth", "1", "1", "CRY"))),
                                       load(file("h.rttm", line("mine", "1", "1", "CRY"))), {});
  ASSERT_EQ(paired.pairs.size(), 1u);
  EXPECT_EQ(paired.notes.at(0), "truth of the reference is compared with mine of the hypothesis");
}

TEST_F(Pairs, TheRangeIsTheUemsThenTheReferencesOwn) {
  const auto reference = file("r.rttm", line("a", "1", "9", "CRY"));
  const auto hypothesis = file("h.rttm", line("a", "1", "20", "CRY"));
  const auto observed = [&](const PairingOptions& options) {
    return pair_annotations(load(reference), load(hypothesis), options).pairs.at(0).reference.observed;
  };
  PairingOptions options;
  EXPECT_EQ(observed(options), std::vector<TimeSpan>{span(0, 10)});  // to the last offset
  options.duration = at(30);
  EXPECT_EQ(observed(options), std::vector<TimeSpan>{span(0, 30)});
  file("r.uem", "a 1 2 8\n");
  EXPECT_EQ(observed(options), std::vector<TimeSpan>{span(2, 8)});
  options.uem = file("given.uem", "a 1 3 4\n");
  EXPECT_EQ(observed(options), std::vector<TimeSpan>{span(3, 4)});
  options.uem = file("given.uem", "b 1 3 4\n");
  EXPECT_TRUE(observed(options).empty());
  EXPECT_EQ(pair_annotations(load(reference), load(hypothesis), options).notes.at(0),
            "recordings without an annotated range, of which nothing is compared: 1");
}

TEST_F(Pairs, WhatIsNotComparedIsSaid) {
  const auto paired = pair_annotations(load(file("r.rttm", line("a", "1", "9", "CRY"))),
                                       load(file("h.rttm", line("a", "8", "4.5", "CRY"))), {});
  EXPECT_EQ(paired.notes.at(0),
            "2.500 s of the hypothesis's segments lie outside the annotated range and are not compared");
}

TEST_F(Pairs, GroupsComeFromTheirFile) {
  const auto set = file("a.rttm", line("a", "1", "9", "CRY") + line("b", "1", "9", "CRY"));
  PairingOptions options;
  options.groups = file("groups.csv", "recording,group\na,infant 1\n");
  const auto paired = pair_annotations(load(set), load(set), options);
  EXPECT_EQ(paired.pairs.at(0).group, "infant 1");
  EXPECT_EQ(paired.pairs.at(1).group, "b");
  EXPECT_EQ(paired.notes.size(), 1u);
  options.groups = file("groups.csv", "a,infant 1\na,infant 2\n");
  EXPECT_THROW(pair_annotations(load(set), load(set), options), Error);
  options.groups = file("groups.csv", "a\n");
  EXPECT_THROW(pair_annotations(load(set), load(set), options), Error);
}

TEST_F(Pairs, ATrackOfOneFileIsATrackOfAll) {
  file("r/a.rttm", line("a", "1", "1", "CRY"));
  file("r/b.rttm", line("b", "1", "1", "FEM"));
  const AnnotationSet set = load(folder_ / "r");
  EXPECT_TRUE(set.entries.at(0).session.tracks.adult);
  EXPECT_FALSE(set.entries.at(0).session.tracks.child);
  EXPECT_TRUE(load_annotations(folder_ / "r", TrackSet{}).entries.at(0).session.tracks.child);
}

TEST_F(Pairs, ARecordingInTwoFilesIsAFault) {
  file("r/a.rttm", line("a", "1", "1", "CRY"));
  file("r/b.rttm", line("a", "1", "1", "FEM") + line("b", "1", "1", "FEM"));
  const AnnotationSet set = load(folder_ / "r");
  ASSERT_EQ(set.entries.size(), 1u);
  EXPECT_EQ(set.entries[0].session.recording.id, "b");
  ASSERT_EQ(set.faults.size(), 1u);
  EXPECT_EQ(set.faults[0].subject(), "a");
}

TEST_F(Pairs, ConfidencesComeFromTheResultsTable) {
  file("out/sessions/a/segments.rttm",
       line("a", "1.000", "1.000", "CRY") + line("a", "3.000", "1.000", "CRY"));
  file("out/sessions/a/segments.csv",
       "segment_onset,segment_offset,label,confidence\n1000,2000,CRY,0.5\n3000,4000,FUS,0.75\n");
  const AnnotationSet set = load(folder_ / "out");
  EXPECT_EQ(set.entries.at(0).session.events.at(0).confidence, 0.5f);
  EXPECT_FALSE(set.entries.at(0).session.events.at(1).confidence);
}

TEST_F(Pairs, TimesOfCenturiesAreAFault) {
  const auto set = file("a.rttm", line("a", "1", "9", "CRY") + line("b", "99999999999", "9", "CRY"));
  const auto paired = pair_annotations(load(set), load(set), {});
  EXPECT_EQ(paired.pairs.size(), 1u);
  ASSERT_EQ(paired.faults.size(), 1u);
  EXPECT_EQ(paired.faults[0].subject(), "b");
}

TEST_F(Pairs, NothingToReadIsAnError) {
  EXPECT_THROW(load(folder_ / "missing"), Error);
  EXPECT_THROW(load(file("a.txt", "x")), Error);
  fs::create_directories(folder_ / "empty");
  EXPECT_THROW(load(folder_ / "empty"), Error);
}

}  // namespace
}  // namespace lull::test
