#include "lull/labels/uem.hpp"

#include <sstream>

#include <gtest/gtest.h>

#include "lull/core/error.hpp"
#include "support/sessions.hpp"

namespace lull {
namespace {

using Spans = std::vector<TimeSpan>;
using test::at;
using test::span;

Uem from_uem(const std::string& text) {
  std::istringstream in(text);
  return read_uem(in, "a.uem");
}

Session named(const std::string& id, Spans observed = {}) {
  Session session;
  session.recording.id = id;
  session.observed = std::move(observed);
  return session;
}

TEST(Uem, RangesThatOverlapOrTouchAreOneAndEmptyOnesGo) {
  const Uem uem = from_uem(";; c\n\na 1 5 10\na 1 0 5\nb 1 1 2\na 1 8 12.0005\na 1 20 20\n");
  EXPECT_EQ(uem.at("a"), Spans{span(0, 12.001)});
  EXPECT_EQ(uem.at("b"), Spans{span(1, 2)});
}

TEST(Uem, ABlankInANameIsWrittenAsInAUrl) {
  Session session = named("my kid", {span(0, 9)});
  observe(session, from_uem("my%20kid 1 2 5\n"), std::nullopt);
  EXPECT_EQ(session.observed, Spans{span(2, 5)});
}

TEST(Uem, LinesMayEndInCr) {
  const Uem uem = from_uem("a 1 0 1\rb 1 0 2\r\nc 1 0 3\n");
  EXPECT_EQ(uem.size(), 3U);
}

TEST(Uem, ARangeThatCannotBeIsAnErrorWithItsLine) {
  for (const char* text :
       {"a 1 0 1\na 1 5 4\n", "a 1 0 1\na 1 -1 4\n", "a 1 0 1\na 1 nan 4\n", "a 1 0 1\na 1 3\n"}) {
    try {
      from_uem(text);
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.subject(), "a.uem, line 2");
      EXPECT_EQ(error.fault(), Fault::input);
    }
  }
}

TEST(Observe, APauseOfTheRecorderPartsAStretch) {
  Session session = named("a");
  session.recording.pauses = {{at(4), at(60)}, {at(8), at(0)}};
  observe(session, from_uem("a 1 0 5\na 1 5 8\na 1 8 20\n"), std::nullopt);
  EXPECT_EQ(session.observed, (Spans{span(0, 4), span(4, 8), span(8, 20)}));
}

TEST(Observe, WhatTheReaderFoundToBeAnnotatedIsCutToTheLength) {
  Session session = named("a", {span(0, 3), span(5, 9)});
  session.recording.duration = at(10);
  observe(session, std::nullopt, std::nullopt);
  EXPECT_EQ(session.observed, (Spans{span(0, 3), span(5, 9)}));
  observe(session, std::nullopt, at(7));
  EXPECT_EQ(session.observed, (Spans{span(0, 3), span(5, 7)}));
}

TEST(ClockNotes, ReadBackWhatIsWrittenAndSayNothingOtherwise) {
  Session session = named("a", {span(0, 4), span(4, 9)});
  session.recording.start_time = "2024-03-01T21:14:05+01:00";
  session.recording.pauses = {{at(4), at(61.5)}};
  std::stringstream text;
  write_uem(text, session);
  EXPECT_EQ(
      text.str(),
      ";; start a 2024-03-01T21:14:05+01:00\n;; pause a 4.000 61.500\na 1 0.000 4.000\na 1 4.000 9.000\n");
  const ClockNote note = read_clock_notes(text, "again").at("a");
  EXPECT_EQ(note.start_time, session.recording.start_time);
  ASSERT_EQ(note.pauses.size(), 1U);
  EXPECT_EQ(note.pauses[0].at, at(4));
  EXPECT_EQ(note.pauses[0].length, at(61.5));
  std::istringstream others(
      ";; start a noon\n;; pause a x 1\n;; pause a 1 -1\n; start a 10:00\n;; a remark\na 1 0 9\n");
  EXPECT_TRUE(read_clock_notes(others, "others").empty());
}

TEST(Observe, TheRangesAreCutToTheLength) {
  Session session = named("a");
  observe(session, from_uem("a 1 0 5\na 1 8 20\n"), at(10));
  EXPECT_EQ(session.observed, (Spans{span(0, 5), span(8, 10)}));
  EXPECT_EQ(session.recording.duration, at(10));
}

TEST(Observe, ARecordingWithoutALineIsNotObserved) {
  Session session = named("a", {span(0, 7)});
  observe(session, from_uem("b 1 0 5\n"), std::nullopt);
  EXPECT_TRUE(session.observed.empty());
}

TEST(Observe, WithoutRangesTheLengthCountsAndWithoutItTheLastOffset) {
  Session session = named("a", {span(0, 7)});
  observe(session, std::nullopt, std::nullopt);
  EXPECT_EQ(session.observed, Spans{span(0, 7)});
  EXPECT_EQ(session.recording.duration, at(7));
  observe(session, std::nullopt, at(20));
  EXPECT_EQ(session.observed, Spans{span(0, 20)});
}

TEST(Observe, WithoutALengthTheDurationIsTheLeastItCanBe) {
  Session session = named("a", {span(0, 7)});
  observe(session, from_uem("a 1 0 30\n"), std::nullopt);
  EXPECT_EQ(session.recording.duration, at(30));
}

TEST(Uem, ReadsBackWhatItWrites) {
  std::stringstream text;
  write_uem(text, named("a", {span(0, 3409), span(3649.001, 5963)}));
  EXPECT_EQ(text.str(), "a 1 0.000 3409.000\na 1 3649.001 5963.000\n");
  EXPECT_EQ(read_uem(text, "again").at("a"), (Spans{span(0, 3409), span(3649.001, 5963)}));
}

TEST(SilentSessions, AFileCalledAfterARecordingIsOfThatOneAlone) {
  const auto one = silent_sessions(from_uem("a 1 0 1\nb 1 0 1\n"), "b");
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0].recording.id, "b");
}

TEST(SilentSessions, OfAnEmptyUemIsTheFileItself) {
  const auto unobserved = silent_sessions(from_uem(""), "x");
  ASSERT_EQ(unobserved.size(), 1U);
  EXPECT_EQ(unobserved[0].recording.id, "x");
}

TEST(SilentSessions, AreThoseOfTheUemOrTheFileItself) {
  EXPECT_EQ(silent_sessions(from_uem("b 1 0 1\na 1 0 1\n"), "x").size(), 2U);
  const auto alone = silent_sessions(std::nullopt, "x");
  ASSERT_EQ(alone.size(), 1U);
  EXPECT_EQ(alone[0].recording.id, "x");
  EXPECT_TRUE(alone[0].tracks.cry);
  EXPECT_FALSE(alone[0].tracks.adult);
}

}  // namespace
}  // namespace lull
