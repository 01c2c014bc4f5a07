#include "lull/core/warning.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <string_view>

namespace lull {
namespace {

TEST(WarningName, OfEveryCodeIsItsOwnAndOneWord) {
  std::set<std::string> seen;
  constexpr auto last = static_cast<int>(WarningCode::overlap);
  for (int code = 0; code <= last; ++code) {
    const std::string word(name(static_cast<WarningCode>(code)));
    EXPECT_EQ(word.find_first_not_of("abcdefghijklmnopqrstuvwxyz_"), std::string::npos) << word;
    EXPECT_TRUE(seen.insert(word).second) << word << " stands for two codes";
  }
  EXPECT_FALSE(seen.contains("unknown"));
}

TEST(WarningName, StaysWhatUsersFilterBy) {
  EXPECT_EQ(name(WarningCode::truncated), "truncated");
  EXPECT_EQ(name(WarningCode::digital_silence), "digital_silence");
  EXPECT_EQ(name(WarningCode::unknown_label), "unknown_label");
}

}  // namespace
}  // namespace lull
