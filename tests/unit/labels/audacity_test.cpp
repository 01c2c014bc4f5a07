#include "lull/labels/audacity.hpp"

#include <sstream>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/random_session.hpp"
#include "support/seeded.hpp"
#include "support/sessions.hpp"

namespace lull {
namespace {

using test::span;

Session from_audacity(const std::string& text, const AnnotationOptions& options = {}) {
  std::istringstream in(text);
  return read_audacity(in, "a.txt", options).sessions.at(0);
}

std::string audacity_refusal(const std::string& text) {
  try {
    from_audacity(text);
  } catch (const Error& error) {
    return error.what();
  }
  return "read";
}

TEST(Audacity, ReadsLinesOfEveryEndingAndPassesOverFrequencies) {
  const Session session = from_audacity(
      "\xEF\xBB\xBF"
      "0.5\t1.25\tCRY\r\n\\\t200.0\t4000.0\r\n\n2\t3.0004999\tFEM \n4.000000\t4.500000\tKCHI\r");
  ASSERT_EQ(session.events.size(), 3U);
  EXPECT_EQ(session.events[0].when, span(0.5, 1.25));
  EXPECT_EQ(session.events[1].label, Label::female);
  EXPECT_EQ(session.events[1].when, span(2, 3));
  EXPECT_EQ(session.events[2].label, Label::key_child);
  EXPECT_TRUE(session.warnings.empty());
  EXPECT_EQ(session.observed, std::vector<TimeSpan>{span(0, 4.5)});
}

TEST(Audacity, PointLabelsAreLeftOutAndCounted) {
  const Session session = from_audacity("1\t1\tCRY\n2\t2\tnote\n3\t4\tCRY\n");
  EXPECT_EQ(session.events.size(), 1U);
  ASSERT_EQ(session.warnings.size(), 2U);
  EXPECT_EQ(session.warnings[0].text, "label 'note' is not known: left out 1 segment");
  EXPECT_EQ(session.warnings[1].code, WarningCode::left_out);
  EXPECT_EQ(session.warnings[1].text, "left out 2 point labels, which have no length");
}

TEST(Audacity, LabelsOfTheUserComeFirst) {
  AnnotationOptions options;
  options.labels["mum talks"] = Label::female;
  options.labels["CRY"] = std::nullopt;
  const Session session = from_audacity("1\t2\tmum talks\n3\t4\tCRY\n", options);
  ASSERT_EQ(session.events.size(), 1U);
  EXPECT_EQ(session.events[0].label, Label::female);
  EXPECT_TRUE(session.warnings.empty());
}

TEST(Audacity, ALineThatIsNoLabelIsRefusedByItsNumber) {
  EXPECT_EQ(audacity_refusal("1\t2\tCRY\n0,5\t1,5\tCRY\n"),
            "a.txt, line 2: the start '0,5' has a decimal comma; give seconds with a decimal point");
  EXPECT_EQ(audacity_refusal("a line of a letter\n"),
            "a.txt, line 1: is not START, END and LABEL apart by tabs; export the label track again");
  EXPECT_EQ(audacity_refusal("\n1\t-2\tCRY\n"),
            "a.txt, line 2: the end '-2' is negative; correct or remove the line");
  EXPECT_EQ(audacity_refusal("2\t1\tCRY\n"),
            "a.txt, line 1: a segment that ends before it starts; correct or remove it");
  EXPECT_EQ(audacity_refusal("x\t1\tCRY\n"),
            "a.txt, line 1: the start 'x' is not a time; give seconds as a decimal number");
}

TEST(Audacity, ReadsUtf16) {
  std::string text = "\xFF\xFE";
  for (const char c : std::string("1\t2\tCRY\n")) text += {c, '\0'};
  EXPECT_EQ(from_audacity(text).events.size(), 1U);
}

TEST(Audacity, IsFoundByItsEnding) { EXPECT_EQ(annotation_format_of("a/b.TXT")->name, "audacity"); }

RC_GTEST_PROP(Audacity, ReadsBackWhatItWrites, ()) {
  const Session session =
      *test::random_session({.grid_ms = 7, .length = 100000, .events = 30, .longest = 500});
  std::stringstream text;
  write_audacity(text, session);
  const Session again = read_audacity(text, "again").sessions.at(0);
  RC_ASSERT(again.events.size() == session.events.size());
  for (std::size_t i = 0; i < session.events.size(); ++i) {
    RC_ASSERT(again.events[i].when == session.events[i].when);
    RC_ASSERT(again.events[i].label == session.events[i].label);
  }
}

}  // namespace
}  // namespace lull
