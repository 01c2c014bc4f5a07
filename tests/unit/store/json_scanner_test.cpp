#include "store/json_scanner.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace lull {
namespace {

JsonScalar scalar(std::string_view text) {
  JsonScanner scanner(text);
  const JsonScalar value = scanner.scalar();
  scanner.finish();
  return value;
}

TEST(JsonScanner, ReadsScalarsAsWhatTheyAre) {
  EXPECT_EQ(scalar(" null"), JsonScalar(std::monostate()));
  EXPECT_EQ(scalar("true"), JsonScalar(true));
  EXPECT_EQ(scalar("-12\n"), JsonScalar(std::int64_t{-12}));
  EXPECT_EQ(scalar("0.1"), JsonScalar(0.1));
  EXPECT_EQ(scalar("2e3"), JsonScalar(2000.0));
  EXPECT_EQ(scalar("9223372036854775808"), JsonScalar(9223372036854775808.0));  // no integer holds it
  EXPECT_EQ(scalar("\"a b\""), JsonScalar(std::string("a b")));
}

TEST(JsonScanner, UndoesEscapes) {
  EXPECT_EQ(scalar(R"("a\"b\\c\u0001\u00e9")"), JsonScalar(std::string("a\"b\\c\x01\xC3\xA9")));
}

TEST(JsonScanner, WalksObjectsAndListsInOrder) {
  JsonScanner scanner(R"({"a": [1, [2, {}], []], "b\n": {"c": "[}"}, "d": 4})");
  std::vector<std::string> seen;
  scanner.object([&](std::string_view key) {
    seen.emplace_back(key);
    if (key == "a") {
      scanner.list([&](std::size_t i) {
        seen.push_back(std::to_string(i));
        scanner.skip();
      });
    } else {
      scanner.skip();
    }
  });
  scanner.finish();
  EXPECT_EQ(seen, (std::vector<std::string>{"a", "0", "1", "2", "b\n", "d"}));
}

TEST(JsonScanner, ThrowsWhereTheTextIsNoJson) {
  for (const std::string_view text : {"", "{", "[1", "[1,]", "[1 2]", "{\"a\" 1}", "{\"a\":}", "{a:1}", "\"a",
                                      "\"a\\", "nul", "1-2", "--1", "[1] 2", "\"\\x\"", "}"}) {
    JsonScanner scanner(text);
    EXPECT_THROW((scanner.skip(), scanner.finish()), JsonScanner::BadJson) << text;
  }
}

TEST(JsonScanner, DoesNotFollowBracketsWithoutEnd) {
  const std::string deep(100000, '[');
  JsonScanner scanner(deep);
  EXPECT_THROW(scanner.skip(), JsonScanner::BadJson);
}

}  // namespace
}  // namespace lull
