#include <map>
#include <sstream>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "lull/labels/annotations.hpp"
#include "support/random_session.hpp"
#include "support/seeded.hpp"
#include "support/sessions.hpp"

namespace lull {
namespace {

using test::at;
using test::events;
using test::Found;
using test::span;
using Spans = std::vector<TimeSpan>;

Session read(const char* format, const std::string& text, const AnnotationOptions& options = {}) {
  std::istringstream in(text);
  return annotation_format_named(format)->read(in, "a.x", options).sessions.at(0);
}

std::string written(const char* format, const Session& session) {
  std::ostringstream out;
  annotation_format_named(format)->write(out, {&session, 1});
  return out.str();
}

/// One tier of a TextGrid of 10 s: a name, then times and texts, as the short form has it.
std::string grid(const std::vector<std::pair<std::string, std::vector<std::string>>>& tiers) {
  std::string text = "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\n0\n10\n<exists>\n" +
                     std::to_string(tiers.size()) + "\n";
  for (const auto& [name, intervals] : tiers) {
    text += "\"IntervalTier\"\n\"" + name + "\"\n0\n10\n" + std::to_string(intervals.size()) + "\n";
    for (const std::string& each : intervals) text += each + "\n";
  }
  return text;
}

using Intervals = std::vector<std::string>;

void expect_refused(const char* format, const std::string& text, const std::string& subject) {
  try {
    read(format, text);
    ADD_FAILURE() << text;
  } catch (const Error& error) {
    EXPECT_EQ(error.subject(), subject) << error.what() << "\n" << text;
    EXPECT_EQ(error.fault(), Fault::input);
  }
}

TEST(Tiers, NamesOfSpeakersAreLabelsAndTheTextsTheirWords) {
  const Session session = read("textgrid", grid({{"  CHI*", {"1 2 \"0.\"", "2 3 \"\""}},
                                                 {"FA1", {"3 4.0005 \"oh, a \"\"dog\"\"\""}},
                                                 {"MA12", {"5 6 \"1\""}},
                                                 {"UC2", {"6 7 \"x\""}},
                                                 {"EE1", {"7 8 \"tv\""}},
                                                 {"Notes", {"8 9 \"FA1\"", "9 10 \"CRY\""}}}));
  EXPECT_EQ(events(session), (std::vector<Found>{{Label::key_child, span(1, 2)},
                                                 {Label::female, span(3, 4.001)},
                                                 {Label::male, span(5, 6)},
                                                 {Label::other_child, span(6, 7)}}));
  ASSERT_TRUE(session.transcript && session.transcript->size() == 1);
  EXPECT_EQ(session.transcript->at(0).text, "oh, a \"dog\"");
  EXPECT_EQ(session.transcript->at(0).speaker, Label::female);
  ASSERT_EQ(session.warnings.size(), 1U);
  EXPECT_EQ(session.warnings[0].text, "label 'Notes' is not known: left out 2 segments");
}

std::vector<std::string> said(const Session& session) {
  std::vector<std::string> texts;
  if (session.transcript) {
    for (const Utterance& each : *session.transcript) texts.push_back(each.text);
  }
  return texts;
}

TEST(Tiers, ATierOfCodesIsNoTranscript) {
  const Session session =
      read("textgrid", grid({{"FA1", {"1 2 \"FEM\"", "2 3 \"x\"", "3 4 \"0.\"", "4 5 \"1\""}},
                             {"MA1", {"1 2 \"xxx.\"", "2 3 \"&=laughs .\"", "3 4 \"speech\""}},
                             {"FA2", {"1 2 \"adult speech\"", "2 3 \"adult speech\""}},
                             {"xds@FA1", {"1 2 \"to the child.\""}},
                             {"CHI", {"1 2 \"CRY\"", "2 3 \"cry\""}}}));
  EXPECT_EQ(session.events.size(), 11U);
  EXPECT_FALSE(session.transcript);
}

TEST(Tiers, OneUtteranceMakesATierATranscript) {
  using Texts = std::vector<std::string>;
  const auto words = [](const Intervals& intervals) {
    return said(read("textgrid", grid({{"FA1", intervals}})));
  };
  EXPECT_EQ(words({"1 2 \"no.\"", "2 3 \"x\"", "3 4 \"0.\"", "4 5 \"oh\"", "5 6 \"FEM\""}),
            (Texts{"no.", "x", "oh"}));
  EXPECT_EQ(words({"1 2 \"so sad\"", "2 3 \"oh\""}), (Texts{"so sad", "oh"}));
  EXPECT_EQ(words({"1 2 \"sad ? [+ exc]\""}), Texts{"sad ? [+ exc]"});
  EXPECT_EQ(words({"1 2 \"sad\""}), Texts{});
  // Codes of one speaker are not words because another speaks some.
  EXPECT_EQ(said(read("textgrid", grid({{"FA1", {"1 2 \"so sad\""}}, {"MA1", {"3 4 \"speech\""}}}))),
            Texts{"so sad"});
}

TEST(Tiers, SingleWordsAreWrittenSoThatTheyReadAsWords) {
  Session session = test::session({span(0, 9)}, {{Label::female, 1, 2}, {Label::female, 3, 4}});
  session.transcript = {Utterance{Label::female, span(1, 2), "sad"}};
  for (const char* format : {"textgrid", "eaf"}) {
    const Session again = read(format, written(format, session));
    EXPECT_EQ(events(again), events(session));
    EXPECT_EQ(said(again), std::vector<std::string>{"sad ."});
  }
}

TEST(Tiers, WithoutANameThatIsKnownTheTextsAreTheLabels) {
  const Session session = read("textgrid", grid({{"voices", {"1 2 \"CRY\"", "2 3 \"FA1\"", "3 4 \"dog\""}}}));
  EXPECT_EQ(events(session), (std::vector<Found>{{Label::cry, span(1, 2)}, {Label::female, span(2, 3)}}));
  EXPECT_FALSE(session.transcript);
  ASSERT_EQ(session.warnings.size(), 1U);
  EXPECT_EQ(session.warnings[0].text, "label 'dog' is not known: left out 1 segment");
}

TEST(Tiers, TheUsersNamesComeFirst) {
  AnnotationOptions options;
  options.labels["Mother"] = Label::female;
  options.labels["CHI"] = std::nullopt;
  const Session session =
      read("textgrid", grid({{"CHI", {"1 2 \"a\""}}, {"Mother", {"2 3 \"b\""}}}), options);
  EXPECT_EQ(events(session), (std::vector<Found>{{Label::female, span(2, 3)}}));
}

TEST(Tiers, OnlyChosenTiersAreRead) {
  AnnotationOptions options;
  options.tiers = {"FA1"};
  const std::string text = grid({{"CHI", {"1 2 \"a\""}}, {"FA1", {"2 3 \"b\""}}});
  EXPECT_EQ(read("textgrid", text, options).events.size(), 1U);
  options.tiers = {"FA2"};
  EXPECT_THROW(read("textgrid", text, options), Error);
}

TEST(Tiers, VcmSaysWhereTheKeyChildCries) {
  const Intervals chi{"1 2 \"0.\"", "2 3 \"0.\""};
  const Session coded = read("textgrid", grid({{"CHI", chi}, {"vcm@CHI", {"1 2 \"N\"", "2 3 \"Y\""}}}));
  EXPECT_EQ(events(coded), (std::vector<Found>{{Label::key_child, span(1, 2)}, {Label::cry, span(2, 3)}}));
  EXPECT_TRUE(coded.tracks.cry);
  // Who told no crying from other sounds has no cry track; who did and found none has an empty one.
  EXPECT_FALSE(read("textgrid", grid({{"CHI", chi}})).tracks.cry);
  EXPECT_TRUE(read("textgrid", grid({{"CHI", chi}, {"vcm@CHI", {"1 2 \"N\""}}})).tracks.cry);
}

TEST(Tiers, CodeTiersSayWhatWasAnnotated) {
  const Session session = read("textgrid", grid({{"CHI", {"1 2 \"0.\""}},
                                                 {"code_random", {"1 3 \"x\"", "3 4 \"y\""}},
                                                 {"code_num_random", {"1 3 \"1\""}},
                                                 {"context_random", {"0 9 \"x\""}},
                                                 {"on_off", {"6 7 \"x\""}}}));
  EXPECT_EQ(session.observed, (Spans{span(1, 4), span(6, 7)}));
  EXPECT_EQ(session.recording.duration, at(10));
  EXPECT_TRUE(session.warnings.empty());
  EXPECT_EQ(read("textgrid", grid({{"CHI", {"1 2 \"0.\""}}, {"code_periodic", {}}})).observed,
            Spans{span(0, 10)});
}

TEST(Tiers, AnOverlapInOneTierIsAWarningWithItsLine) {
  const Session session = read("textgrid", grid({{"FA1", {"1 3 \"a\"", "2 4 \"b\"", "3 5 \"c\""}}}));
  EXPECT_EQ(session.events.size(), 3U);
  ASSERT_EQ(session.warnings.size(), 1U);
  EXPECT_EQ(session.warnings[0].text,
            "line 14: an annotation of tier 'FA1' starts before the one before it ends");
}

TEST(TextGrid, TheLongFormReadsLikeTheShortOne) {
  const std::string long_form =
      "File type = \"ooTextFile\"\r\nObject class = \"TextGrid\"\r\n\r\nxmin = 0 \r\nxmax = 10 \r\n"
      "tiers? <exists> \r\nsize = 2 \r\nitem []: \r\n    item [1]:\r\n        class = \"TextTier\" \r\n"
      "        name = \"clicks 3\" \r\n        xmin = 0 \r\n        xmax = 10 \r\n"
      "        points: size = 1 \r\n        points [1]:\r\n            number = 3.5 \r\n"
      "            mark = \"FEM\" \r\n    item [2]:\r\n        class = \"IntervalTier\" \r\n"
      "        name = \"FA1\" ! 2 \"here\"\r\n        xmin = 0 \r\n        xmax = 10 \r\n"
      "        intervals: size = 1 \r\n        intervals [1]:\r\n            xmin = 1.5e0 \r\n"
      "            xmax = 2 \r\n            text = \"b\xC3\xA9\" \r\n";
  const Session session = read("textgrid", "\xEF\xBB\xBF" + long_form);
  EXPECT_EQ(events(session), (std::vector<Found>{{Label::female, span(1.5, 2)}}));
  EXPECT_EQ(session.recording.duration, at(10));
  EXPECT_EQ(session.observed, Spans{span(0, 10)});

  std::string little = "\xFF\xFE", big = "\xFE\xFF";
  const std::string ascii = long_form.substr(0, long_form.find("b\xC3")) + "b";
  for (const char c : ascii) {
    little += {c, '\0'};
    big += {'\0', c};
  }
  const std::string tail = "!\" \n";
  little += std::string("\xE9\0", 2);
  big += std::string("\0\xE9", 2);
  for (const char c : tail) {
    little += {c, '\0'};
    big += {'\0', c};
  }
  EXPECT_EQ(read("textgrid", little).transcript->at(0).text, "b\xC3\xA9!");
  EXPECT_EQ(read("textgrid", big).transcript->at(0).text, "b\xC3\xA9!");
  EXPECT_EQ(read("textgrid", ascii + "\xE9" + tail).transcript->at(0).text, "b\xC3\xA9!");  // ISO 8859-1
}

TEST(TextGrid, ItsRangeMayStartLate) {
  const Session session = read("textgrid", "\"ooTextFile\"\n\"TextGrid\"\n100 110 <exists> 0\n");
  EXPECT_EQ(session.observed, Spans{span(100, 110)});
  EXPECT_EQ(session.recording.duration, at(110));
}

TEST(TextGrid, WhatCannotBeNamesItsLine) {
  const std::string good = grid({{"FA1", {"1 2 \"a\"", "2 3 \"b\""}}});
  expect_refused("textgrid", "", "a.x, line 1");
  expect_refused("textgrid", "dear diary\n", "a.x, line 2");
  expect_refused("textgrid", "\"ooTextFile\"\n\"Sound\"\n", "a.x, line 2");
  expect_refused("textgrid", "ooBinaryFile\x08TextGrid", "a.x, line 1");
  expect_refused("textgrid", good.substr(0, good.size() - 4), "a.x, line 14");
  expect_refused("textgrid", good.substr(0, good.size() - 6), "a.x, line 14");
  expect_refused("textgrid", grid({{"FA1", {"1,5 2 \"a\""}}}), "a.x, line 13");
  expect_refused("textgrid", grid({{"FA1", {"-1 2 \"a\""}}}), "a.x, line 13");
  expect_refused("textgrid", grid({{"FA1", {"--undefined-- 2 \"a\""}}}), "a.x, line 13");
  expect_refused("textgrid", grid({{"FA1", {"3 2 \"a\""}}}), "a.x, line 13");
  expect_refused("textgrid", grid({{"FA1", {"1 1e300 \"a\""}}}), "a.x, line 13");
  expect_refused("textgrid", "\"ooTextFile\"\n\"TextGrid\"\n0 1 <exists> 1.5\n", "a.x, line 3");
  expect_refused("textgrid", "\"ooTextFile\"\n\"TextGrid\"\n0 1 <exists> 1 \"PitchTier\"\n", "a.x, line 3");
}

std::string eaf(const std::string& body,
                const std::string& header = "<HEADER TIME_UNITS=\"milliseconds\"/>") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ANNOTATION_DOCUMENT>" + header + "\n" + body +
         "</ANNOTATION_DOCUMENT>\n";
}

/// Time slots t1, t2 and so on; an empty time is left open.
std::string slots(const std::vector<std::string>& times) {
  std::string text = "<TIME_ORDER>";
  for (std::size_t i = 0; i < times.size(); ++i) {
    text += "<TIME_SLOT TIME_SLOT_ID=\"t" + std::to_string(i + 1) + "\"";
    if (!times[i].empty()) text += " TIME_VALUE=\"" + times[i] + "\"";
    text += "/>";
  }
  return text + "</TIME_ORDER>\n";
}

std::string aligned(const std::string& id, const std::string& from, const std::string& to,
                    const std::string& text) {
  return "<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"" + id + "\" TIME_SLOT_REF1=\"" + from +
         "\" TIME_SLOT_REF2=\"" + to + "\"><ANNOTATION_VALUE>" + text +
         "</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>\n";
}

std::string reference(const std::string& id, const std::string& to, const std::string& text) {
  return "<ANNOTATION><REF_ANNOTATION ANNOTATION_ID=\"" + id + "\" ANNOTATION_REF=\"" + to +
         "\"><ANNOTATION_VALUE>" + text + "</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION>\n";
}

std::string tier(const std::string& name, const std::string& annotations) {
  return "<TIER TIER_ID=\"" + name + "\">\n" + annotations + "</TIER>\n";
}

TEST(Eaf, AnnotationsThatReferToOthersHaveTheirTimes) {
  const Session session =
      read("eaf", eaf(slots({"1000", "2000", "2500", "4000"}) +
                      tier("vcm@CHI", reference("b1", "l1", "C") + reference("b2", "a2", "Y")) +
                      tier("CHI", aligned("a1", "t1", "t2", "mama &lt;3 .") + aligned("a2", "t3", "t4", "")) +
                      tier("lex@CHI", reference("l1", "a1", "W"))));
  EXPECT_EQ(events(session),
            (std::vector<Found>{{Label::key_child, span(1, 2)}, {Label::cry, span(2.5, 4)}}));
  EXPECT_EQ(session.transcript->at(0).text, "mama <3 .");
  EXPECT_EQ(session.observed, Spans{span(0, 4)});
  EXPECT_FALSE(session.recording.duration.has_value());
}

TEST(Eaf, OpenTimesLieEvenlyBetweenThoseAroundThem) {
  const Session session =
      read("eaf", eaf(slots({"1000", "", "", "4000", "5000", "", "6000"}) +
                      tier("FA1", aligned("a1", "t1", "t2", "") + aligned("a2", "t2", "t3", "") +
                                      aligned("a3", "t3", "t4", "") + aligned("a4", "t5", "t6", "") +
                                      aligned("a5", "t6", "t7", ""))));
  EXPECT_EQ(events(session), (std::vector<Found>{{Label::female, span(1, 2)},
                                                 {Label::female, span(2, 3)},
                                                 {Label::female, span(3, 4)},
                                                 {Label::female, span(5, 5.5)},
                                                 {Label::female, span(5.5, 6)}}));
}

TEST(Eaf, TheMediasOffsetIsAddedToEveryTime) {
  const Session session = read(
      "eaf", eaf(slots({"1000", "2000"}) + tier("FA1", aligned("a1", "t1", "t2", "")),
                 "<HEADER TIME_UNITS=\"milliseconds\"><MEDIA_DESCRIPTOR TIME_ORIGIN=\"500\"/></HEADER>"));
  EXPECT_EQ(events(session), (std::vector<Found>{{Label::female, span(1.5, 2.5)}}));
}

TEST(Eaf, EntitiesThatAFileDeclaresAreNotExpanded) {
  std::string bomb = "<!DOCTYPE x [<!ENTITY l0 \"lol\">";
  for (int i = 1; i < 10; ++i) {
    bomb += "<!ENTITY l" + std::to_string(i) + " \"";
    for (int k = 0; k < 10; ++k) bomb += "&l" + std::to_string(i - 1) + ";";
    bomb += "\">";
  }
  bomb +=
      "]>\n" + eaf(slots({"0", "1000"}) + tier("FA1", aligned("a1", "t1", "t2", "so be &l9;"))).substr(39);
  EXPECT_EQ(read("eaf", bomb).transcript->at(0).text, "so be &l9;");
}

TEST(Eaf, WhatCannotBeNamesItsLine) {
  const std::string times = slots({"1000", "2000", ""});
  expect_refused("eaf", "", "a.x, line 1");
  expect_refused("eaf", eaf(times).substr(0, 100), "a.x, line 3");
  expect_refused("eaf", "<ITS/>", "a.x, line 1");
  expect_refused("eaf", eaf("", "<HEADER TIME_UNITS=\"PAL-frames\"/>"), "a.x, line 2");
  for (const char* time : {"1,5", "-1", "nan", "9999999999999999", "1.5", " 1"}) {
    expect_refused("eaf", eaf("\n" + slots({"0", time})), "a.x, line 4");
  }
  expect_refused("eaf", eaf("<TIME_ORDER>\n<TIME_SLOT TIME_VALUE=\"1\"/></TIME_ORDER>"), "a.x, line 4");
  expect_refused(
      "eaf", eaf("<TIME_ORDER><TIME_SLOT TIME_SLOT_ID=\"a\"/>\n<TIME_SLOT TIME_SLOT_ID=\"a\"/></TIME_ORDER>"),
      "a.x, line 4");
  const auto refused = [&](const std::string& annotations, int line) {
    expect_refused("eaf", eaf(times + tier("FA1", annotations)), "a.x, line " + std::to_string(line));
  };
  refused(aligned("a1", "t1", "t9", ""), 5);
  refused(aligned("a1", "t2", "t1", ""), 5);
  refused(aligned("a1", "t1", "t3", ""), 5);
  refused(aligned("a1", "t1", "t2", "") + aligned("a1", "t1", "t2", ""), 6);
  refused(aligned("a1", "t1", "t2", "") + reference("a2", "a9", ""), 6);
  refused(reference("a2", "a3", "") + reference("a3", "a2", ""), 5);
  refused("<ANNOTATION>\n<ALIGNABLE_ANNOTATION TIME_SLOT_REF1=\"t1\" TIME_SLOT_REF2=\"t2\"/></ANNOTATION>",
          6);
  refused("<ANNOTATION>\n<ALIGNABLE_ANNOTATION ANNOTATION_ID=\"a\" TIME_SLOT_REF1=\"t1\"/></ANNOTATION>", 6);
  refused("<ANNOTATION>\n</ANNOTATION>", 5);
  expect_refused("eaf", eaf(times + "<TIER>\n</TIER>"), "a.x, line 4");
}

/// A random session with a length, words here and there, and at least one stretch.
Session with_words() {
  Session session = *test::random_session({.grid_ms = 37, .length = 600, .events = 40, .longest = 40});
  Milliseconds end{1};
  if (!session.observed.empty()) end = session.observed.back().end;
  for (const Event& event : session.events) end = std::max(end, event.when.end);
  session.recording.duration = end;
  if (session.observed.empty()) session.observed = {{Milliseconds{0}, end}};
  std::map<std::pair<TimeSpan, Label>, int> seen;
  for (const Event& event : session.events) ++seen[{event.when, event.label}];
  for (const auto& [key, count] : seen) {
    if (count > 1 || *rc::gen::inRange(0, 3) > 0) continue;
    if (!session.transcript) session.transcript.emplace();
    session.transcript->push_back({key.second, key.first,
                                   *rc::gen::element<std::string>("mama.", "\"so\" <said> & \xC3\xA9l ?",
                                                                  "a\tb\nc!", " \"\" so .", "it's 5 .")});
  }
  return session;
}

void expect_same(const char* format, const Session& session) {
  const Session again = read(format, written(format, session));
  RC_ASSERT(events(again) == events(session));
  RC_ASSERT(again.observed == session.observed);
  RC_ASSERT(again.warnings.empty());
  RC_ASSERT(again.transcript.has_value() == session.transcript.has_value());
  if (!session.transcript) return;
  RC_ASSERT(again.transcript->size() == session.transcript->size());
  for (std::size_t i = 0; i < session.transcript->size(); ++i) {
    RC_ASSERT(again.transcript->at(i).when == session.transcript->at(i).when);
  }
  // Those at one time may change places.
  std::multimap<TimeSpan, std::pair<Label, std::string>> a, b;
  for (const Utterance& each : *session.transcript) a.insert({each.when, {each.speaker, each.text}});
  for (const Utterance& each : *again.transcript) b.insert({each.when, {each.speaker, each.text}});
  for (const auto& said : a) {
    const auto range = b.equal_range(said.first);
    RC_ASSERT(std::any_of(range.first, range.second, [&](const auto& each) { return each == said; }));
  }
}

RC_GTEST_PROP(TextGrid, ReadsBackWhatItWrites, ()) {
  const Session session = with_words();
  expect_same("textgrid", session);
  RC_ASSERT(read("textgrid", written("textgrid", session)).recording.duration == session.recording.duration);
}

RC_GTEST_PROP(Eaf, ReadsBackWhatItWrites, ()) { expect_same("eaf", with_words()); }

TEST(Tiers, AFileHoldsOneRecording) {
  const std::vector<Session> two(2);
  std::ostringstream out;
  EXPECT_THROW(annotation_format_named("eaf")->write(out, two), Error);
  EXPECT_THROW(annotation_format_named("textgrid")->write(out, two), Error);
}

TEST(Tiers, ASessionWithoutEventsIsWrittenAndReadToo) {
  Session empty;
  EXPECT_TRUE(read("textgrid", written("textgrid", empty)).events.empty());
  EXPECT_TRUE(read("eaf", written("eaf", empty)).events.empty());
}

}  // namespace
}  // namespace lull
