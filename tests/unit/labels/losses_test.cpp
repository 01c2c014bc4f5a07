#include "lull/labels/losses.hpp"

#include <gtest/gtest.h>

#include "support/sessions.hpp"

namespace lull {
namespace {

using enum Label;
using test::span;

const AnnotationFormat& format(const char* name) { return *annotation_format_named(name); }

Session session() {
  Session made = test::session({span(0, 9)}, {{cry, 0, 1}, {female, 5, 9}});
  made.events[0].confidence = 0.5F;
  made.transcript = {Utterance{female, span(5, 9), "oh"}, Utterance{female, span(6, 7), "no"}};
  return made;
}

TEST(Losses, AreNothingWhereTheFormatHoldsEverything) {
  Session plain = session();
  plain.transcript->pop_back();
  EXPECT_TRUE(losses(format("csv"), std::vector{plain}).empty());
}

TEST(Losses, AreSaidInPlainWords) {
  using Lost = std::vector<std::string>;
  EXPECT_EQ(losses(format("csv"), std::vector{session()}), Lost{"the words of 1 utterance"});
  EXPECT_EQ(losses(format("chat"), std::vector{session()}),
            (Lost{"the confidence of 1 segment", "the words of 1 utterance"}));
  Session more = session();
  more.observed = {span(0, 20)};
  more.recording.start_time = "2024-01-01T00:00";
  EXPECT_EQ(losses(format("audacity"), std::vector{more}),
            (Lost{"the confidence of 1 segment", "the words of 2 utterances", "the clock time of 1 recording",
                  "what was observed of 1 recording (give it with --uem)"}));
  EXPECT_EQ(
      losses(format("eaf"), std::vector{more}),
      (Lost{"the confidence of 1 segment", "the words of 1 utterance", "the clock time of 1 recording"}));
  EXPECT_EQ(losses(format("rttm"), std::vector{Session{}}), Lost{"1 recording without a segment"});
}

}  // namespace
}  // namespace lull
