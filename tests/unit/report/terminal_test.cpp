#include "lull/report/terminal.hpp"

#include <gtest/gtest.h>

namespace lull::test {
namespace {

TEST(Readable, TakesTheUnitThatSuits) {
  EXPECT_EQ(readable(Milliseconds{499}), "0 s");
  EXPECT_EQ(readable(Milliseconds{59500}), "1 min 00 s");
  EXPECT_EQ(readable(Milliseconds{245000}), "4 min 05 s");
  EXPECT_EQ(readable(Milliseconds{57599000}), "15 h 59 min");
}

TEST(RecordingsTable, ShowsAFailureAndWhyAMedianIsAbsent) {
  RecordingRow good;
  good.recording = "a";
  good.status = "ok";
  good.duration_s = good.cry_s = Milliseconds{61000};
  good.episodes = 3;
  good.left_censored = 1;
  good.responded = 2;
  good.latency_median_s = Milliseconds{4500};
  good.na = "total_median_s=not_reached";
  good.soothed = 2;
  RecordingRow bad;
  bad.recording = "b";
  bad.status = "failed";
  EXPECT_EQ(
      recordings_table(std::vector{good, bad}, 5),
      "recording      length  episodes      crying  answered  median answer  median to quiet  outcomes\n"
      "a          1 min 01 s         3  1 min 01 s    2 of 2          4.5 s    (not reached)  2 soothed\n"
      "b              failed\n");
}

TEST(RecordingsTable, SaysHowManyItDoesNotShow) {
  const std::string table = recordings_table(std::vector<RecordingRow>(7), 5);
  EXPECT_NE(table.find("... and 2 more in recordings.csv\n"), std::string::npos) << table;
}

TEST(RecordingsTable, ANameCannotMoveTheCursor) {
  RecordingRow row;
  row.recording = "\x1b[31mred";
  EXPECT_NE(recordings_table(std::vector{row}, 5).find("\\x1b[31mred"), std::string::npos);
}

}  // namespace
}  // namespace lull::test
