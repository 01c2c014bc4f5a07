#include "lull/labels/childproject.hpp"

#include <sstream>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/random_session.hpp"
#include "support/seeded.hpp"
#include "support/sessions.hpp"

namespace lull {
namespace {

using test::labels;
using test::span;

Annotations all_from_childproject(const std::string& text, const AnnotationOptions& options = {}) {
  std::istringstream in(text);
  return read_childproject(in, "a.csv", options);
}

Session from_childproject(const std::string& text, const AnnotationOptions& options = {}) {
  return all_from_childproject(text, options).sessions.at(0);
}

std::string childproject_refusal(const std::string& text, const AnnotationOptions& options = {}) {
  try {
    const Annotations all = all_from_childproject(text, options);
    return all.faults.empty() ? "read" : all.faults[0].what();
  } catch (const Error& error) {
    return error.what();
  }
}

TEST(ChildProject, ARowThatLacksCellsIsToldOf) {
  const Session session =
      from_childproject("segment_onset,segment_offset,speaker_type\n0,1000,FEM\n2000,2500\n");
  EXPECT_EQ(labels(session), std::vector{Label::female});
  ASSERT_EQ(session.warnings.size(), 1U);
  EXPECT_EQ(session.warnings[0].code, WarningCode::left_out);
  EXPECT_EQ(session.warnings[0].text,
            "1 row has fewer cells than the table has columns: what is missing was taken as empty");
}

TEST(ChildProject, ReadsColumnsInAnyOrderAndWholeMilliseconds) {
  const Session session = from_childproject(
      "\xEF\xBB\xBFspeaker_type,more,segment_offset,segment_onset\r\n"
      "FEM,\"a, b\",1500,250\r\nNA,,9000,8000\r\nCHI,,3000.0,2000\r\n");
  ASSERT_EQ(session.events.size(), 2U);
  EXPECT_EQ(session.events[0].when, span(0.25, 1.5));
  EXPECT_EQ(labels(session), (std::vector{Label::female, Label::key_child}));
  EXPECT_EQ(session.observed, std::vector<TimeSpan>{span(0, 9)});
  EXPECT_TRUE(session.warnings.empty());
  EXPECT_FALSE(session.transcript);
}

TEST(ChildProject, VocalMaturityTellsCryingFromTheRest) {
  using enum Label;
  const std::string head = "segment_onset,segment_offset,speaker_type,vcm_type\n";
  const Session session =
      from_childproject(head +
                        "0,100,CHI,Y\n200,300,CHI,N\n400,500,CHI,J\n600,700,OCH,Y\n800,900,CHI,NA\n"
                        "1000,1100,CHI,?\n");
  EXPECT_EQ(labels(session), (std::vector{cry, key_child, other_child, key_child, key_child}));
  EXPECT_TRUE(session.tracks.cry);
  EXPECT_TRUE(from_childproject(head + "0,100,CHI,N\n").tracks.cry) << "the maker would have marked crying";
  EXPECT_FALSE(from_childproject(head + "0,100,CHI,NA\n0,100,FEM,\n").tracks.cry);
}

TEST(ChildProject, CriesOfLenaLieInsideTheirSegments) {
  const std::string head = "segment_onset,segment_offset,speaker_type,cries\n";
  const Session session =
      from_childproject(head +
                        "43540,44260,CHI,\"[{'start': 43.71, 'end': 44.02}, {\"\"start\"\": 44.1, "
                        "\"\"end\"\": 50}]\"\n50000,51000,FEM,[]\n60000,61000,CHI,\"[{'start': 1, "
                        "'end': 2}]\"\n70000,71000,NA,\"[{'start': 70.1, 'end': 70.2}]\"\n");
  using enum Label;
  ASSERT_EQ(labels(session), (std::vector{key_child, cry, cry, female, key_child}));
  EXPECT_EQ(session.events[1].when, span(43.71, 44.02));
  EXPECT_EQ(session.events[2].when, span(44.1, 44.26));
  ASSERT_EQ(session.warnings.size(), 1U);
  EXPECT_EQ(session.warnings[0].text, "left out 1 cry outside its segment");
  EXPECT_TRUE(from_childproject(head + "0,100,CHI,[]\n").tracks.cry);
  EXPECT_FALSE(from_childproject(head + "0,100,CHI,NA\n").tracks.cry);
  for (const char* bad : {"[{'start': 1}]", "{}", "[{'start': 1, 'end': 2}", "[1, 2]",
                          "\"[{'start': x, 'end': 2}]\"", "\"[{'start': 3, 'end': 2}]\""}) {
    EXPECT_TRUE(childproject_refusal(head + "0,100,CHI," + bad + "\n").starts_with("a.csv, line 2: ")) << bad;
  }
}

TEST(ChildProject, OurOwnTableIsReadByItsOwnLabels) {
  const Session session = from_childproject(
      "recording_filename,recording,segment_onset,segment_offset,speaker_id,speaker_type,vcm_type,label,"
      "confidence,level_dbfs\n"
      "a b.wav,day/a%20b,0,500,NA,CHI,Y,FUS,0.75,-30\na b.wav,day/a%20b,600,900,NA,NA,,ADU,,\n");
  EXPECT_EQ(session.recording.id, "day/a%20b");
  EXPECT_EQ(labels(session), (std::vector{Label::fuss, Label::adult}));
  EXPECT_EQ(session.events[0].confidence, 0.75F);
  EXPECT_TRUE(session.tracks.cry);
}

TEST(ChildProject, EachRecordingIsASessionAndABadRowIsAFaultOfItsOwn) {
  const Annotations all = all_from_childproject(
      "recording_filename,segment_onset,segment_offset,speaker_type\n"
      "b.wav,0,100,FEM\na.v2.wav,0,100,MAL\nb.wav,-5,100,FEM\nb.wav,x,100,FEM\n");
  ASSERT_EQ(all.sessions.size(), 1U);
  EXPECT_EQ(all.sessions[0].recording.id, "a.v2");
  ASSERT_EQ(all.faults.size(), 1U);
  EXPECT_EQ(std::string(all.faults[0].what()),
            "a.csv, line 4: segment_onset '-5' is negative; correct or remove the line");
}

TEST(ChildProject, AnnotatorsAreNotMixed) {
  const std::string text =
      "set,segment_onset,segment_offset,speaker_type\nAnn,0,5,CHI\nBob,0,9,CHI\nBob,9,12,FEM\n";
  EXPECT_EQ(childproject_refusal(text), "a.csv: holds the sets Ann, Bob; choose one with --tier");
  AnnotationOptions options;
  options.tiers = {"Bob"};
  EXPECT_EQ(from_childproject(text, options).events.size(), 2U);
  options.tiers = {"Eve"};
  EXPECT_EQ(childproject_refusal(text, options), "a.csv: has no set 'Eve' but Ann, Bob");
  EXPECT_EQ(childproject_refusal("segment_onset,segment_offset,speaker_type\n", options),
            "a.csv: has no column 'set'; leave out --tier");
}

TEST(ChildProject, TablesOfOtherThingsAreRefusedInALine) {
  EXPECT_EQ(childproject_refusal("callable,name,speaker\nvoc,x,CHI\n"),
            "a.csv: has no column 'segment_onset'; its first line names the columns");
  EXPECT_EQ(childproject_refusal("set,recording_filename,range_onset,range_offset\n"),
            "a.csv: lists annotations and holds none; give the folder of the dataset");
  EXPECT_EQ(
      childproject_refusal("segment_onset,segment_offset,words\n1,2,3\n"),
      "a.csv: says of no segment who is heard: no column 'speaker_type' or 'label'; its first line names "
      "the columns");
  EXPECT_EQ(childproject_refusal(""), "a.csv: is empty; its first line names the columns");
}

TEST(ChildProject, UnknownSpeakersAreLeftOutAndCounted) {
  const Session session = from_childproject("segment_onset,segment_offset,speaker_type\n1,2,7\n3,4,7\n");
  ASSERT_EQ(session.warnings.size(), 1U);
  EXPECT_EQ(session.warnings[0].text, "label '7' is not known: left out 2 segments");
}

TEST(ChildProject, WordsGoInAndOut) {
  const std::string text =
      "segment_onset,segment_offset,speaker_type,transcription\n0,10,FEM,\"oh \"\"no\"\", you cry\"\n"
      "20,30,CHI,NA\n";
  const Session session = from_childproject(text);
  ASSERT_TRUE(session.transcript);
  ASSERT_EQ(session.transcript->size(), 1U);
  EXPECT_EQ(session.transcript->at(0).text, "oh \"no\", you cry");
  EXPECT_EQ(session.transcript->at(0).speaker, Label::female);
  std::stringstream copy;
  write_childproject(copy, std::vector{session});
  const Session again = read_childproject(copy, "again").sessions.at(0);
  EXPECT_EQ(again.transcript->at(0).text, session.transcript->at(0).text);
}

RC_GTEST_PROP(ChildProject, ReadsBackWhatItWrites, ()) {
  Session session = *test::random_session({.grid_ms = 7, .length = 100000, .events = 30, .longest = 500});
  for (Event& event : session.events) {
    if (*rc::gen::arbitrary<bool>()) event.confidence = static_cast<float>(*rc::gen::inRange(0, 1001)) / 1000;
  }
  std::stringstream text;
  write_childproject(text, std::vector{session});
  const auto again = read_childproject(text, "again").sessions;
  RC_ASSERT(again.size() == (session.events.empty() ? 0U : 1U));
  if (again.empty()) return;
  RC_ASSERT(again[0].recording.id == session.recording.id);
  RC_ASSERT(again[0].tracks.cry);
  RC_ASSERT(again[0].events.size() == session.events.size());
  for (std::size_t i = 0; i < session.events.size(); ++i) {
    RC_ASSERT(again[0].events[i].when == session.events[i].when);
    RC_ASSERT(again[0].events[i].label == session.events[i].label);
    RC_ASSERT(again[0].events[i].confidence == session.events[i].confidence);
  }
}

}  // namespace
}  // namespace lull
