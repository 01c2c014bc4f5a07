#include "lull/labels/rttm.hpp"

#include <sstream>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/random_session.hpp"
#include "support/seeded.hpp"
#include "support/sessions.hpp"

namespace lull {
namespace {

using test::span;

Annotations from_rttm(const std::string& text) {
  std::istringstream in(text);
  return read_rttm(in, "a.rttm");
}

std::string line(const std::string& id, const std::string& times, const std::string& label) {
  return "SPEAKER " + id + " 1 " + times + " <NA> <NA> " + label + " <NA> <NA>\n";
}

TEST(Rttm, SkipsWhatIsNoSegment) {
  const auto all = from_rttm(
      "\xEF\xBB\xBF;; a comment\n\n  \t \r\nSPKR-INFO a 1 <NA> <NA> <NA> unknown CRY <NA>\n"
      "\tSPEAKER\ta  1\t1.5  2  <NA> <NA> CRY\r\n  ; another\n");
  ASSERT_EQ(all.sessions.size(), 1U);
  ASSERT_EQ(all.sessions[0].events.size(), 1U);
  EXPECT_EQ(all.sessions[0].events[0].when, span(1.5, 3.5));
}

TEST(Rttm, AFileOfAnotherKindIsRefused) {
  try {
    from_rttm("; a remark\n<html><body>\n404\n");
    ADD_FAILURE();
  } catch (const Error& error) {
    EXPECT_EQ(error.subject(), "a.rttm, line 2");
  }
  EXPECT_TRUE(from_rttm("; nobody spoke\nSPKR-INFO a 1 <NA> <NA> <NA> unknown CRY <NA>\n").sessions.empty());
  EXPECT_EQ(from_rttm("onset offset\n" + line("a", "1 1", "CRY")).sessions.size(), 1U);
}

TEST(Rttm, GivesOneSessionARecordingInTheOrderOfTheirFirstLines) {
  const auto all = from_rttm(line("b", "5 1", "FEM") + line("a", "1 1", "CRY") + line("b", "2 1", "FUS"));
  ASSERT_EQ(all.sessions.size(), 2U);
  EXPECT_EQ(all.sessions[0].recording.id, "b");
  ASSERT_EQ(all.sessions[0].events.size(), 2U);
  EXPECT_EQ(all.sessions[0].events[0].label, Label::fuss);  // in order of time
}

TEST(Rttm, ChiIsTheOtherChildAndShowsThatTheMakerKnowsNoCrying) {
  const Session session = from_rttm(line("a", "1 1", "CHI") + line("a", "3 1", "KCHI")).sessions.at(0);
  EXPECT_EQ(session.events.at(0).label, Label::other_child);
  EXPECT_FALSE(session.tracks.cry);
  EXPECT_FALSE(session.tracks.adult);
  EXPECT_TRUE(session.tracks.child);
  EXPECT_TRUE(session.warnings.empty());
}

TEST(Rttm, TracksFollowFromTheLines) {
  const auto tracks = [](const std::string& label) {
    return from_rttm(line("a", "1 1", label)).sessions.at(0).tracks;
  };
  EXPECT_FALSE(tracks("SPEECH").cry);
  EXPECT_TRUE(tracks("OCH").cry);
  EXPECT_TRUE(tracks("ADU").adult);
  EXPECT_FALSE(tracks("OCH").child);
  EXPECT_TRUE(from_rttm(line("a", "1 1", "SPEECH") + line("a", "2 1", "FUS")).sessions.at(0).tracks.cry);
}

TEST(Rttm, ASegmentOfNoWholeMillisecondIsDroppedButItsTrackIsThere) {
  const Session session = from_rttm(line("a", "1.0001 0.0003", "FEM")).sessions.at(0);
  EXPECT_TRUE(session.events.empty());
  EXPECT_TRUE(session.tracks.adult);
}

TEST(Rttm, UnknownLabelsAreLeftOutAndCounted) {
  const Session session =
      from_rttm(line("a", "1 1", "NOISE") + line("a", "2 1", "cry") + line("a", "3 9", "NOISE"))
          .sessions.at(0);
  EXPECT_TRUE(session.events.empty());
  ASSERT_EQ(session.warnings.size(), 2U);
  EXPECT_EQ(session.warnings[0].code, WarningCode::unknown_label);
  EXPECT_EQ(session.warnings[0].text, "label 'NOISE' is not known: left out 2 segments");
  EXPECT_EQ(session.observed, std::vector<TimeSpan>{span(0, 12)});  // to the last offset of any segment
}

TEST(Rttm, ABadTimeIsAFaultOfItsRecordingOnly) {
  for (const char* times : {"-1 2", "1 -0.0001", "nan 1", "inf 1", "1 x", "<NA> 1", "1,5 1"}) {
    const auto all =
        from_rttm(line("good", "1 1", "CRY") + line("bad", "0 1", "CRY") + line("bad", times, "CRY"));
    ASSERT_EQ(all.sessions.size(), 1U) << times;
    EXPECT_EQ(all.sessions[0].recording.id, "good");
    ASSERT_EQ(all.faults.size(), 1U);
    EXPECT_EQ(all.faults[0].fault(), Fault::input);
    EXPECT_EQ(all.faults[0].subject(), "a.rttm, line 3, recording bad");
  }
}

TEST(Rttm, ALineWithTooFewFieldsIsAFault) {
  EXPECT_EQ(from_rttm("SPEAKER a 1 1 1 <NA> <NA>\n").faults.size(), 1U);
  EXPECT_THROW(from_rttm("SPEAKER\n"), Error);
}

TEST(Rttm, LinesMayEndInLfCrLfOrCr) {
  for (const char* end : {"\n", "\r\n", "\r"}) {
    std::string text = line("a", "1 1", "CRY") + ";; remark\n" + line("a", "3 1", "FEM");
    for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2)) {
      text.replace(at, 1, end);
    }
    EXPECT_EQ(from_rttm(text).sessions.at(0).events.size(), 2U) << text;
  }
}

TEST(Rttm, Utf16AndLatinAreRead) {
  std::string utf16 = "\xFF\xFE";
  for (const char c : line("a", "1 1", "CRY")) utf16 += {c, '\0'};
  EXPECT_EQ(from_rttm(utf16).sessions.at(0).events.size(), 1U);
  EXPECT_EQ(from_rttm(line("h\xE9", "1 1", "CRY")).sessions.at(0).recording.id, "h\xC3\xA9");
}

TEST(Rttm, ABlankInTheNameOfARecordingIsNotTakenForTimes) {
  const auto all = from_rttm(line("my kid", "2.5 1", "CRY") + line("b", "1 1", "<NA>"));
  ASSERT_EQ(all.faults.size(), 1U);
  EXPECT_EQ(all.faults[0].subject(), "a.rttm, line 1, recording my");
  EXPECT_EQ(all.sessions.size(), 1U);  // <NA> where a label stands is only a label that is not known
}

TEST(Rttm, ANameWithBlanksIsWrittenAsOneWord) {
  Session session = test::session({span(0, 9)}, {{Label::cry, 1, 2}});
  session.recording.id = "my kid\t2";
  std::stringstream text;
  write_rttm(text, session);
  EXPECT_EQ(read_rttm(text, "again").sessions.at(0).recording.id, "my%20kid%092");
}

TEST(Rttm, AnEmptyFileNamesNoRecording) { EXPECT_TRUE(from_rttm("").sessions.empty()); }

TEST(Rttm, AFileThatIsNotThereOrAFolderIsAnError) {
  EXPECT_THROW(read_annotations("not/there.rttm"), Error);
  AnnotationOptions rttm;
  rttm.format = "rttm";
  EXPECT_THROW(read_annotations("/", rttm), Error);
}

RC_GTEST_PROP(Rttm, ReadsBackWhatItWrites, ()) {
  const Session session =
      *test::random_session({.grid_ms = 7, .length = 100000, .events = 30, .longest = 500});
  std::stringstream text;
  write_rttm(text, session);
  const auto again = read_rttm(text, "again").sessions;
  RC_ASSERT(again.size() == (session.events.empty() ? 0U : 1U));
  if (again.empty()) return;
  RC_ASSERT(again[0].recording.id == session.recording.id);
  RC_ASSERT(again[0].events.size() == session.events.size());
  for (std::size_t i = 0; i < session.events.size(); ++i) {
    RC_ASSERT(again[0].events[i].when == session.events[i].when);
    RC_ASSERT(again[0].events[i].label == session.events[i].label);
  }
}

RC_GTEST_PROP(Rttm, NoTextMakesItDoAnythingButReadOrThrowAnError, ()) {
  const auto fields = *rc::gen::container<std::vector<std::string>>(
      rc::gen::element<std::string>("SPEAKER", "a", "1", "1.5", "-1", "\n", "\n", "CRY", "<NA>", ";", "1e999",
                                    "\xFF\xFE", "9999999999999999999"));
  std::string text;
  for (const std::string& field : fields) text += field + " ";
  try {
    from_rttm(text);
  } catch (const Error&) {
  }
}

}  // namespace
}  // namespace lull
