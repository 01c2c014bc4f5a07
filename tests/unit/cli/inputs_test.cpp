#include "cli/inputs.hpp"

#include <gtest/gtest.h>

namespace lull::cli::test {
namespace {

using namespace std::string_literals;
using Paths = std::vector<std::filesystem::path>;

TEST(ListedPaths, AreALineEachWithEitherEnd) {
  EXPECT_EQ(listed_paths("a b.wav\nc.wav\r\n\nd", false), (Paths{"a b.wav", "c.wav", "d"}));
  EXPECT_EQ(listed_paths("", false), Paths{});
}

TEST(ListedPaths, EndAtNulWhereThereIsOne) {
  EXPECT_EQ(listed_paths("a\nb.wav\0c.wav\0"s, false), (Paths{"a\nb.wav", "c.wav"}));
}

TEST(ListedPaths, OfOneNameWithALineBreakNeedTheFlag) {
  EXPECT_EQ(listed_paths("a\nb.wav", true), (Paths{"a\nb.wav"}));
}

}  // namespace
}  // namespace lull::cli::test
