#include "cli/progress.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace lull::cli {
namespace {

using namespace std::chrono_literals;

/// What a batch that lasts `lasting` tells of itself when it speaks every `interval`.
std::string told(Progress::Style style, std::chrono::milliseconds lasting,
                 std::chrono::milliseconds interval) {
  ::testing::internal::CaptureStderr();
  {
    Progress progress(style, 3, 300, interval);
    progress.done(100, false, Milliseconds{60000});
    progress.done(100, true, std::nullopt);
    std::this_thread::sleep_for(lasting);
  }
  return ::testing::internal::GetCapturedStderr();
}

TEST(Progress, IsALineOfItsOwnInALog) {
  const std::string text = told(Progress::Style::log, 300ms, 10ms);
  EXPECT_EQ(text.rfind("lull: 2 of 3 recordings, ", 0), 0u) << text;
  EXPECT_NE(text.find(", 1 failed, "), std::string::npos) << text;
  EXPECT_NE(text.find(" times real time, about "), std::string::npos) << text;
  EXPECT_EQ(text.find_first_of("\r\x1b"), std::string::npos) << text;
  EXPECT_GE(std::count(text.begin(), text.end(), '\n'), 2);  // again while nothing ends
}

TEST(Progress, RewritesItsLineOnATerminalAndTakesItAway) {
  const std::string text = told(Progress::Style::line, 300ms, 10ms);
  EXPECT_EQ(text.rfind("\r\x1b[K2 of 3 recordings, ", 0), 0u) << text;
  EXPECT_EQ(text.find('\n'), std::string::npos) << text;
  EXPECT_EQ(text.substr(text.size() - 4), "\r\x1b[K");
}

TEST(Progress, SaysNothingBeforeItsTime) { EXPECT_EQ(told(Progress::Style::log, 20ms, 1h), ""); }

TEST(Progress, SpeaksEveryThirtySecondsInALog) {
  EXPECT_EQ(Progress::usual_interval(Progress::Style::log), 30s);
  EXPECT_EQ(Progress::usual_interval(Progress::Style::line), 500ms);
}

}  // namespace
}  // namespace lull::cli
