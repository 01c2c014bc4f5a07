#include "lull/core/csv.hpp"

#include <gtest/gtest.h>

#include "lull/core/error.hpp"

namespace lull::test {
namespace {

using Cells = std::vector<std::vector<std::string>>;

Cells cells(std::string_view text) {
  Cells all;
  for (const CsvLine& line : csv_lines(text, "t.csv")) all.push_back(line.cells);
  return all;
}

TEST(CsvLines, CellsLieBetweenCommas) {
  EXPECT_EQ(cells("a,b\n1,\n,2"), (Cells{{"a", "b"}, {"1", ""}, {"", "2"}}));
}

TEST(CsvLines, EveryEndOfLineIsOne) {
  EXPECT_EQ(cells("a\r\nb\rc\nd\r\n"), (Cells{{"a"}, {"b"}, {"c"}, {"d"}}));
}

TEST(CsvLines, AByteOrderMarkAndEmptyLinesArePassedOver) {
  EXPECT_EQ(cells("\xEF\xBB\xBF"
                  "a\n\n\r\nb\n\n"),
            (Cells{{"a"}, {"b"}}));
  EXPECT_EQ(cells(""), Cells{});
  EXPECT_EQ(cells("\xEF\xBB\xBF"), Cells{});
}

TEST(CsvLines, QuotedCellsHoldCommasQuotesAndLines) {
  EXPECT_EQ(cells("\"a,b\",\"c\"\"d\",\"e\r\nf\"\n\"\"\n"), (Cells{{"a,b", "c\"d", "e\r\nf"}, {""}}));
}

TEST(CsvLines, AQuoteInTheMiddleStandsForItself) {
  EXPECT_EQ(cells("5\" mic,\"x\"y\n"), (Cells{{"5\" mic", "xy"}}));
}

TEST(CsvLines, NumbersAreThoseOfTheText) {
  const auto lines = csv_lines("a\n\n\"b\nc\"\nd\n", "t.csv");
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[1].number, 3u);
  EXPECT_EQ(lines[2].number, 5u);
}

TEST(CsvLines, AQuotedCellThatNeverEndsIsRefusedWithItsLine) {
  try {
    csv_lines("a\n\"b\nc\n", "t.csv");
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::input);
    EXPECT_EQ(error.subject(), "t.csv, line 2");
  }
}

TEST(CsvTable, FindsCellsByColumnWhateverTheOrder) {
  const CsvTable table("id, age ,note\nc1, 12 \nc2,NA,\"x, y\"\n", "t.csv");
  ASSERT_EQ(table.size(), 2u);
  EXPECT_EQ(table.at(0, "age"), "12");
  EXPECT_EQ(table.at(0, "note"), "");  // a short row
  EXPECT_EQ(table.at(1, "note"), "x, y");
  EXPECT_EQ(table.at(1, "none"), "");
  EXPECT_TRUE(is_missing(table.at(1, "age")));
  EXPECT_EQ(table.place(1), "t.csv, line 3");
  EXPECT_TRUE(table.has("note"));
  EXPECT_FALSE(table.has("none"));
}

TEST(CsvTable, SaysWhichColumnIsMissingOrThereTwice) {
  EXPECT_THROW(CsvTable("a,b,a\n", "t.csv"), Error);
  EXPECT_THROW(CsvTable("", "t.csv"), Error);
  EXPECT_THROW(CsvTable::read("no such file"), Error);
  EXPECT_THROW(CsvTable::read("."), Error);
  const CsvTable table("a,b\n", "t.csv");
  EXPECT_NO_THROW(table.require({"a", "b"}));
  try {
    table.require({"a", "c"});
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "t.csv: has no column 'c'; its first line names the columns");
  }
}

}  // namespace
}  // namespace lull::test
