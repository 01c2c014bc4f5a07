#include "lull/core/text.hpp"

#include <gtest/gtest.h>

namespace lull::test {
namespace {

TEST(Utf8, KeepsWhatIsValidAndReplacesEachByteThatIsNot) {
  EXPECT_EQ(as_utf8("b\xC3\xA9"), "b\xC3\xA9");
  EXPECT_EQ(as_utf8("\xFF\xFE"), "\xEF\xBF\xBD\xEF\xBF\xBD");
  EXPECT_EQ(as_utf8("\xC3("), "\xEF\xBF\xBD(");
  EXPECT_EQ(as_utf8("\xED\xA0\x80"), "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");  // a surrogate
}

TEST(Visible, ShowsWhatWouldActOnATerminal) {
  EXPECT_EQ(visible("a\x1b[2J\n\x7f"), "a\\x1b[2J\\x0a\\x7f");
  EXPECT_EQ(visible("\xC2\x9B"
                    "2J"),
            "\\xc2\\x9b2J");  // the C1 form of ESC [
  EXPECT_EQ(visible("a\xE2\x80\xAE"
                    "vaw"),
            "a\\xe2\\x80\\xaevaw");  // right-to-left override
  EXPECT_EQ(visible("caf\xC3\xA9 \xE2\x80\xA6"), "caf\xC3\xA9 \xE2\x80\xA6");
}

TEST(PercentEncoded, LeavesOnlyWhatAnAddressMayHold) {
  EXPECT_EQ(percent_encoded("a-b._~/C9"), "a-b._~/C9");
  EXPECT_EQ(percent_encoded("a b#\"<\xC3\xA9%"), "a%20b%23%22%3C%C3%A9%25");
}

}  // namespace
}  // namespace lull::test
