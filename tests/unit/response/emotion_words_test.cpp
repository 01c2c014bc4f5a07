#include "lull/response/emotion_words.hpp"

#include <sstream>

#include <gtest/gtest.h>

#include "lull/core/error.hpp"
#include "lull/response/metrics.hpp"
#include "support/sessions.hpp"

namespace lull {
namespace {

using enum Label;
using test::span;
using Words = std::vector<std::string>;

Lexicon lexicon(const std::string& text =
                    "sad sadness\nangry anger\nf\xC3\xA2"
                    "ch\xC3\xA9 anger\n") {
  std::istringstream in(text);
  return {in, "mine", "mine.txt"};
}

TEST(SpokenWords, AreWholeSmallAndWithoutPunctuation) {
  EXPECT_EQ(spoken_words("Oh no, you're SAD! (so sad)"), (Words{"oh", "no", "you're", "sad", "so", "sad"}));
  EXPECT_EQ(spoken_words("\xE2\x80\x9CSad\xE2\x80\x9D \xE2\x80\x94 you\xE2\x80\x99re F\xC3\x82"
                         "CH\xC3\x89"),
            (Words{"sad", "you're",
                   "f\xC3\xA2"
                   "ch\xC3\xA9"}));
  EXPECT_EQ(spoken_words("sad-looking happy+birthday"), (Words{"sad-looking", "happy+birthday"}));
  EXPECT_EQ(spoken_words("\xD0\x97\xD0\x9B\xD0\xAE \xC4\x90"),
            (Words{"\xD0\xB7\xD0\xBB\xD1\x8E", "\xC4\x91"}));
  EXPECT_TRUE(spoken_words(" . ... -- ").empty());
}

TEST(SpokenWords, MarksOfChatAreNoWords) {
  EXPECT_EQ(spoken_words("you're &-uh sad@d &=laughs &+ha . [+ id]"), (Words{"you're", "sad"}));
  EXPECT_EQ(spoken_words("<are you> [/] are you s(a)d (.) +/."), (Words{"are", "you", "sad"}));
  EXPECT_EQ(spoken_words("sad [/] sad"), Words{"sad"});
  EXPECT_EQ(spoken_words("<oh <you sad> [//] my dear> [///] angry"), Words{"angry"});
  EXPECT_EQ(spoken_words("bad [: sad] boy [=! laughs] [% happy]"), (Words{"sad", "boy"}));
  EXPECT_EQ(spoken_words("0is sa:d +\"/. <he> [>]"), (Words{"sad", "he"}));
}

TEST(SpokenWords, AreUnderstoodIfTheyHaveLettersAndDoNotStandForOthers) {
  EXPECT_EQ(understood_words("xxx . yyy x 12 0. &=cries Www"), 0U);
  EXPECT_EQ(understood_words("xxx so SAD ."), 2U);
}

TEST(SpokenWords, BytesThatAreNoTextEndAWord) {
  EXPECT_EQ(spoken_words("sad\xFFly \xC3"), (Words{"sad", "ly"}));
  EXPECT_EQ(spoken_words("[ < > ] ["), Words{});
}

TEST(Lexicon, CountsEveryWordOfItsList) {
  EXPECT_EQ(lexicon().hits("Sad, sad, sadly angry"), 3U);
  EXPECT_EQ(lexicon().hits("F\xC3\x82"
                           "CH\xC3\x89 ?"),
            1U);
}

TEST(Lexicon, ALineThatIsNoWordIsRefused) {
  for (const char* text : {"sad sadness\nso sad sadness\n", "sad\nsad,angry\n", "sad\n...\n"}) {
    try {
      lexicon(text);
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.subject(), "mine.txt, line 2");
    }
  }
  EXPECT_THROW(lexicon("# nothing\n"), Error);
  EXPECT_THROW(Lexicon::read("not/there.txt"), Error);
}

TEST(Lexicon, OurListIsRead) {
  const Lexicon ours = Lexicon::read(LULL_SOURCE_DIR "/models/emotion-words-en.txt");
  EXPECT_EQ(ours.name(), "emotion-words-en");
  EXPECT_EQ(ours.hits("Are you sad? Were you scared, or are you hungry and tired?"), 2U);
}

/// Crying at 100 to 110 and 300 to 310 s, the first answered at 105 s.
Session crying() {
  return test::session({span(0, 400)}, {{cry, 100, 110}, {female, 105, 106}, {cry, 300, 310}});
}

EmotionWordMetrics measured(Session session, std::vector<Utterance> said) {
  session.transcript = std::move(said);
  const Lexicon words = lexicon();
  return measure(session, test::without_minimum(), &words).emotion_words;
}

TEST(EmotionWords, OfAdultsFromTheCryToAMinuteAfterItCountPerResponse) {
  const EmotionWordMetrics metrics =
      measured(crying(), {
                             {female, span(98, 100), "sad"},      // before
                             {male, span(99, 100.001), "sad"},    // reaches into it
                             {adult, span(105, 106), "sad sad"},  // in it
                             {key_child, span(107, 108), "sad"},  // no adult
                             {female, span(169.999, 180), "angry"},
                             {female, span(170, 180), "angry"},     // a minute after
                             {female, span(365, 380), "so angry"},  // of the second
                         });
  EXPECT_EQ(metrics.per_response.value(), 5.0);
  EXPECT_EQ(metrics.lexicon.value(), "mine");
}

TEST(EmotionWords, AnUtteranceCountsOnceWhereWindowsOverlap) {
  const Session session =
      test::session({span(0, 400)}, {{cry, 100, 110}, {female, 105, 106}, {cry, 150, 160}});
  EXPECT_EQ(measured(session, {{female, span(152, 153), "sad"}}).per_response.value(), 1.0);
}

TEST(EmotionWords, NothingCountsBeyondTheStretch) {
  Session session = crying();
  session.observed = {span(0, 130), span(150, 400)};
  EXPECT_EQ(measured(session, {{female, span(155, 160), "sad"}}).per_response.value(), 0.0);
}

TEST(EmotionWords, WithoutResponsesOrEpisodesThereIsAReason) {
  const std::vector<Utterance> said{{female, span(105, 106), "sad"}};
  EXPECT_EQ(measured(test::session({span(0, 400)}, {{cry, 100, 110}}), said).per_response.reason(),
            Reason::undefined);
  EXPECT_EQ(measured(test::session({span(0, 400)}, {}), said).per_response.reason(), Reason::no_episodes);
  EXPECT_EQ(measured(test::session({span(0, 400)}, {{cry, 5, 6}}), said).per_response.reason(),
            Reason::censored);
  EXPECT_EQ(measured(test::session({}, {{cry, 5, 6}}), said).per_response.reason(), Reason::not_observed);
  Session no_adult = crying();
  no_adult.tracks.adult = false;
  EXPECT_EQ(measured(no_adult, said).per_response.reason(), Reason::no_adult_track);
  EXPECT_EQ(measured(no_adult, said).lexicon.value(), "mine");
}

TEST(EmotionWords, ATranscriptOfMarksAloneIsNone) {
  EXPECT_EQ(measured(crying(), {{female, span(105, 106), "xxx ."}, {female, span(107, 108), "&=laughs ."}})
                .per_response.reason(),
            Reason::no_transcript);
  EXPECT_EQ(measured(crying(), {{female, span(105, 106), "xxx ."}, {male, span(107, 108), "no ."}})
                .per_response.value(),
            0.0);
}

TEST(EmotionWords, NeedATranscriptAndAList) {
  const Lexicon words = lexicon();
  const auto without = measure(crying(), {}, &words).emotion_words;
  EXPECT_EQ(without.per_response.reason(), Reason::no_transcript);
  EXPECT_EQ(without.lexicon.reason(), Reason::no_transcript);
  Session session = crying();
  session.transcript.emplace();
  EXPECT_EQ(measure(session, {}).emotion_words.per_response.reason(), Reason::not_measurable);
  EXPECT_EQ(measure(session, {}, &words).emotion_words.per_response.value(), 0.0) << "silence is a real 0";
}

}  // namespace
}  // namespace lull
