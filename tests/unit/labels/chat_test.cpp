#include "lull/labels/chat.hpp"

#include <sstream>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/random_session.hpp"
#include "support/seeded.hpp"
#include "support/sessions.hpp"

namespace lull {
namespace {

using enum Label;
using test::labels;
using test::span;

const std::string chat_head =
    "@UTF8\n@Begin\n@Languages:\teng\n@Participants:\tCHI Anna Target_Child, MOT Mother, GRM Grandmother,\n"
    "\tBEN Ben Brother, INV Investigator, VIS Visitor, TVS Media, XXX Unidentified\n"
    "@ID:\teng|c|CHI|0;03.||||Target_Child|||\n@ID:\teng|c|INV||male|||Investigator|||\n";

Session from_chat(const std::string& text, const AnnotationOptions& options = {}) {
  std::istringstream in(text);
  return read_chat(in, "a.cha", options).sessions.at(0);
}

std::string chat_refusal(const std::string& text, const AnnotationOptions& options = {}) {
  try {
    from_chat(text, options);
  } catch (const Error& error) {
    return error.what();
  }
  return "read";
}

std::vector<std::string> warnings(const Session& session) {
  std::vector<std::string> all;
  for (const Warning& warning : session.warnings) all.push_back(warning.text);
  return all;
}

/// What a line of the target child is taken for.
std::vector<Label> child_line(const std::string& words) {
  return labels(from_chat(chat_head + "*CHI:\t" + words +
                          " \x15"
                          "0_900\x15\n@End\n"));
}

TEST(Chat, RolesAndSexTellWhoSpeaks) {
  const Session session = from_chat(chat_head +
                                    "*CHI:\tmama . \x15"
                                    "0_500\x15\n%add:\tMOT\n*MOT:\tyes . \x15"
                                    "1000_1500\x15\n"
                                    "*GRM:\toh . \x15"
                                    "2000_2500\x15\n*BEN:\tme . \x15"
                                    "3000_3500\x15\n"
                                    "*INV:\twell . \x15"
                                    "4000_4500\x15\n*VIS:\thi . \x15"
                                    "5000_5500\x15\n"
                                    "*TVS:\txxx . \x15"
                                    "6000_6500\x15\n*XXX:\txxx . \x15"
                                    "7000_7500\x15\n@End\n");
  EXPECT_EQ(labels(session), (std::vector{key_child, female, female, other_child, male, adult}));
  EXPECT_EQ(warnings(session),
            std::vector<std::string>{"label 'Unidentified' is not known: left out 1 segment"});
  EXPECT_EQ(session.observed, std::vector<TimeSpan>{span(0, 7.5)});
}

TEST(Chat, LinesGoOnAfterATabAndEndAnyhow) {
  const Session session = from_chat(
      "\xEF\xBB\xBF@UTF8\r\n@Begin\r\n@Participants:\tMOT\r\n\tMother\r\n*MOT:\tare you\r\n\tsad ?\r\n\t\x15"
      "100_200\x15\r\n");
  ASSERT_EQ(session.events.size(), 1U);
  EXPECT_EQ(session.events[0].when, span(0.1, 0.2));
  ASSERT_TRUE(session.transcript);
  EXPECT_EQ(session.transcript->at(0).text, "are you sad ?");
  EXPECT_EQ(session.transcript->at(0).speaker, female);
}

TEST(Chat, EveryBulletIsASegmentWithTheWordsBeforeIt) {
  const Session session = from_chat(chat_head +
                                    "*MOT:\tone \x15"
                                    "0_100\x15 two \x15%snd:\"tape_1\"_200_300-\x15 . [+ id]\n");
  ASSERT_EQ(session.transcript->size(), 2U);
  EXPECT_EQ(session.transcript->at(0).text, "one");
  EXPECT_EQ(session.transcript->at(1).text, "two . [+ id]");
  EXPECT_EQ(session.transcript->at(1).when, span(0.2, 0.3));
  EXPECT_TRUE(warnings(from_chat(chat_head + "*MOT:\tlook \x15%pic:\"a.jpg\"\x15 . \x15"
                                             "0_9\x15\n"))
                  .empty());
}

TEST(Chat, TheTargetChildsLinesSayWhetherItCries) {
  EXPECT_EQ(child_line("&=cries ."), std::vector{cry});
  EXPECT_EQ(child_line("0 [=! crying loudly] ."), std::vector{cry});
  EXPECT_EQ(child_line("mama [=! Cries] ."), std::vector{cry});
  EXPECT_EQ(child_line("&=cry:hard ."), std::vector{cry});
  EXPECT_EQ(child_line("&=whines . [+ r]"), std::vector{fuss});
  EXPECT_EQ(child_line("&=whines &=sobs ."), std::vector{cry});
  EXPECT_EQ(child_line("&=laughs ."), std::vector{key_child});
  EXPECT_EQ(child_line("I cry ."), std::vector{key_child}) << "a word is not a sound";
  EXPECT_EQ(child_line("mama [=! stops crying] ."), std::vector{key_child});
  EXPECT_EQ(child_line("&=imit:cry ."), std::vector{key_child});
  const Session brother = from_chat(chat_head +
                                    "*BEN:\t&=cries . \x15"
                                    "0_900\x15\n");
  EXPECT_EQ(labels(brother), std::vector{other_child});
}

TEST(Chat, TheCryTrackIsThereOnlyIfALineSpeaksOfCrying) {
  EXPECT_TRUE(from_chat(chat_head + "*CHI:\t&=whines . \x15"
                                    "0_9\x15\n")
                  .tracks.cry);
  const TrackSet tracks = from_chat(chat_head +
                                    "*CHI:\t&=laughs . \x15"
                                    "0_9\x15\n")
                              .tracks;
  EXPECT_FALSE(tracks.cry);
  EXPECT_TRUE(tracks.child);
  EXPECT_FALSE(tracks.adult);
}

TEST(Chat, WhatHasNoTimeOrNoVoiceIsLeftOutAndCounted) {
  const Session session = from_chat(chat_head +
                                    "*MOT:\tyes .\n*MOT:\tno .\n*CHI:\t0 . [+ nc] \x15"
                                    "5_9\x15\n"
                                    "*CHI:\tooh . \x15"
                                    "70_70\x15\n*MOT:\t0 [=! sings] . \x15"
                                    "80_90\x15\n");
  EXPECT_EQ(labels(session), std::vector{female});
  EXPECT_EQ(warnings(session), (std::vector<std::string>{"left out 2 utterances without a time bullet",
                                                         "left out 1 utterance in which nobody is heard (0)",
                                                         "left out 1 time bullet without a length"}));
}

TEST(Chat, HeadersNameTheRecordingAndItsClock) {
  const auto with = [](const std::string& headers) { return from_chat("@Begin\n" + headers).recording; };
  EXPECT_EQ(with("@Media:\tIBN32_010007, audio\n").id, "IBN32_010007");
  EXPECT_EQ(with("@Media:\ta, b, video, unlinked\n").id, "a, b");
  EXPECT_EQ(with("").id, "");
  EXPECT_EQ(with("@Date:\t12-SEP-2016\n@Time Start:\t14:30\n").start_time, "2016-09-12T14:30");
  EXPECT_EQ(with("@Date:\t01-MAY-1999\n@Time Start:\t06:30:05\n").start_time, "1999-05-01T06:30:05");
  EXPECT_EQ(with("@Time Start:\t06:30:05\n").start_time, "T06:30:05");
  EXPECT_FALSE(with("@Date:\t12-SEP-2016\n").start_time) << "the day alone is no time";
  EXPECT_FALSE(with("@Date:\t12-SEP-2016\n@Time Start:\t25:00\n").start_time);
}

TEST(Chat, TheUserMapsCodesRolesAndSounds) {
  AnnotationOptions options;
  options.labels["XXX"] = male;
  options.labels["Media"] = female;
  options.labels["&=screams"] = cry;
  const Session session = from_chat(chat_head +
                                        "*XXX:\ta . \x15"
                                        "0_9\x15\n*TVS:\ta . \x15"
                                        "10_19\x15\n"
                                        "*CHI:\t&=screams . \x15"
                                        "20_29\x15\n",
                                    options);
  EXPECT_EQ(labels(session), (std::vector{male, female, cry}));
}

TEST(Chat, SpeakersCanBeChosen) {
  AnnotationOptions options;
  options.tiers = {"MOT"};
  const std::string text = chat_head +
                           "*MOT:\ta . \x15"
                           "0_9\x15\n*CHI:\tb . \x15"
                           "10_19\x15\n";
  EXPECT_EQ(labels(from_chat(text, options)), std::vector{female});
  // The others were listened to as well: the last bullet of any line counts.
  EXPECT_EQ(from_chat(text, options).observed, std::vector<TimeSpan>{span(0, 0.019)});
  options.tiers = {"DAD"};
  EXPECT_EQ(chat_refusal(text, options),
            "a.cha: has no speaker 'DAD' but BEN, CHI, GRM, INV, MOT, TVS, VIS, XXX");
}

TEST(Chat, ThoseOfLenaAreToldByTheirSpecificRoles) {
  const Session session = from_chat(
      "@Begin\n@Participants:\tSIL Silence LENA, MAF Male_Adult_Far Male, FAN\n\tFemale_Adult_Near Female, "
      "CHN "
      "Key_Child_Clear Target_Child, CHF\n\tKey_Child_Unclear Target_Child\n"
      "*SIL:\t&=s . \x15"
      "0_9\x15\n*MAF:\t&=v . \x15"
      "10_19\x15\n*FAN:\t&=v . \x15"
      "20_29\x15\n"
      "*CHN:\t&=v . \x15"
      "30_39\x15\n*CHF:\t&=v . \x15"
      "40_49\x15\n");
  EXPECT_EQ(labels(session), (std::vector{female, key_child}));
  EXPECT_TRUE(session.warnings.empty());
}

TEST(Chat, WhatIsBrokenIsRefusedByItsLine) {
  EXPECT_EQ(chat_refusal("hello\n"),
            "a.cha, line 1: is no line of CHAT; lines open with @, * or %, those that go on with a tab");
  EXPECT_EQ(chat_refusal(""), "a.cha: is no CHAT transcript: no header @Begin");
  EXPECT_EQ(chat_refusal("@Begin\n*MOT:\ta \x15"
                         "1_2\n"),
            "a.cha, line 2: a time bullet that is not closed; correct or remove it");
  for (const char* times : {"1,5_2", "x_2", "12", "_", "1_", "-5_9", "1_99999999999999999999"}) {
    EXPECT_TRUE(chat_refusal(std::string("@Begin\n*MOT:\ta \x15") + times + "\x15\n")
                    .starts_with("a.cha, line 2: the time bullet '"))
        << times;
  }
  EXPECT_EQ(chat_refusal("@Begin\n*MOT:\ta \x15"
                         "9_2\x15\n"),
            "a.cha, line 2: a segment that ends before it starts; correct or remove it");
}

TEST(Chat, WordsOfChatComeOutAsTheyWentIn) {
  const std::string words = "<are you> [/] are you &-uh sad@d ? [+ id]";
  std::stringstream copy;
  write_chat(copy, from_chat(chat_head + "*GRM:\t" + words +
                             " \x15"
                             "0_900\x15\n*CHI:\tmama [=! cries] . \x15"
                             "1000_1100\x15\n@Media:\tx y, audio\n"));
  const Session again = read_chat(copy, "again").sessions.at(0);
  EXPECT_EQ(again.recording.id, "x y");
  EXPECT_EQ(again.transcript->at(0).text, words);
  EXPECT_EQ(labels(again), (std::vector{female, cry}));
}

TEST(Chat, WritesWhatTheManualAsksFor) {
  std::ostringstream text;
  Session session = test::session({}, {{adult, 0, 1}, {cry, 2, 3.5}});
  session.transcript = {Utterance{cry, span(2, 3.5), "wah\nwah"}};
  write_chat(text, session);
  EXPECT_EQ(text.str(),
            "@UTF8\n@Begin\n@Languages:\tund\n@Participants:\tCHI Target_Child, ADU Adult\n"
            "@ID:\tund|lull|CHI|||||Target_Child|||\n@ID:\tund|lull|ADU|||||Adult|||\n@Media:\tmade, audio\n"
            "*ADU:\txxx . \x15"
            "0_1000\x15\n*CHI:\twah wah . [=! cries] \x15"
            "2000_3500\x15\n@End\n");
}

RC_GTEST_PROP(Chat, ReadsBackWhatItWrites, ()) {
  Session session = *test::random_session({.grid_ms = 7, .length = 100000, .events = 30, .longest = 500});
  session.transcript.emplace();
  for (const Event& event : session.events) {
    session.transcript->push_back(
        {event.label, event.when,
         *rc::gen::element<std::string>("", "0", "0.", "no .", "&=cries", "&=whines .", "\x15", "a\tb",
                                        "\xC3\xA9t\xC3\xA9", "0 [=! cries]", "[=! not crying]", "\n*CHI:")});
  }
  std::stringstream text;
  write_chat(text, session);
  const Session again = read_chat(text, "again").sessions.at(0);
  RC_ASSERT(again.recording.id == session.recording.id);
  RC_ASSERT(again.events.size() == session.events.size());
  for (std::size_t i = 0; i < session.events.size(); ++i) {
    RC_ASSERT(again.events[i].when == session.events[i].when);
    RC_ASSERT(again.events[i].label == session.events[i].label);
  }
}

}  // namespace
}  // namespace lull
