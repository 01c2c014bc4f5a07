#include "lull/core/clock.hpp"

#include <gtest/gtest.h>

namespace lull {
namespace {

using namespace std::chrono_literals;

constexpr Milliseconds at_of_day(int hours, int minutes, std::int64_t milliseconds) {
  return std::chrono::hours{hours} + std::chrono::minutes{minutes} + Milliseconds{milliseconds};
}

TEST(ClockTime, ReadsIsoTimesAndNothingElse) {
  EXPECT_EQ(time_of_day("2024-03-01T21:14:05.250+01:00"), at_of_day(21, 14, 5250));
  EXPECT_EQ(time_of_day("2024-03-01 07:30"), at_of_day(7, 30, 0));
  EXPECT_EQ(time_of_day("07:30:10"), at_of_day(7, 30, 10000));
  EXPECT_EQ(time_of_day("T23:59Z"), at_of_day(23, 59, 0));
  for (const char* text :
       {"", "2024-03-01", "2024-03-01T25:00", "T1", "2024-02-30T10:00", "10:00 am", "10:60",
        "2024-03-01T10:00:00+", "2024-03-01T10:00:00+1", "24-03-01T10:00", "NA"}) {
    EXPECT_FALSE(time_of_day(text).has_value()) << text;
  }
  EXPECT_FALSE(time_of_day(std::nullopt).has_value());
}

TEST(ClockTime, WritesWhatItReads) {
  for (const char* text : {"2024-03-01T21:14:05.250+01:00", "2017-11-07T10:16:13Z", "07:30:00",
                           "2024-12-31T00:00:00-03:30", "2024-02-29T23:59:59.001"}) {
    EXPECT_EQ(clock_text(*parse_clock_time(text)), text);
  }
}

TEST(ClockTime, ShowsTheSameMomentInAnotherZone) {
  const ClockTime time = *parse_clock_time("2017-12-31T23:30:00Z");
  EXPECT_EQ(clock_text(as_shown_at(time, 60min)), "2018-01-01T00:30:00+01:00");
  EXPECT_EQ(clock_text(as_shown_at(time, -90min)), "2017-12-31T22:00:00-01:30");
  EXPECT_EQ(between(time, as_shown_at(time, 60min)), 0ms);
}

TEST(ClockTime, MovesOverMidnight) {
  const ClockTime time = *parse_clock_time("2024-02-28T23:59:59.500");
  EXPECT_EQ(clock_text(later_by(time, 24h + 500ms)), "2024-03-01T00:00:00");
  EXPECT_EQ(clock_text(later_by(time, -24h)), "2024-02-27T23:59:59.500");
  EXPECT_EQ(between(time, later_by(time, 50h)), 50h);
}

TEST(RecorderPause, CountsFromItsPlaceOn) {
  const RecorderPause pauses[] = {{10s, 1h}, {20s, 2h}};
  EXPECT_EQ(paused_before(pauses, 9999ms), 0ms);
  EXPECT_EQ(paused_before(pauses, 10s), 1h);
  EXPECT_EQ(paused_before(pauses, 20s), 3h);
}

}  // namespace
}  // namespace lull
