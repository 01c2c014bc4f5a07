#include "lull/report/table.hpp"

#include <gtest/gtest.h>

#include <clocale>
#include <sstream>

namespace lull::test {
namespace {

struct Row {
  std::string name;
  std::optional<double> share;
  std::optional<Milliseconds> when;
  bool sure = false;
  std::int64_t count = 0;

  static constexpr auto fields() {
    return std::tuple{field("name", &Row::name, "", ""), field("share", &Row::share, "", ""),
                      field("when_s", &Row::when, "s", ""), field("sure", &Row::sure, "", ""),
                      field("count", &Row::count, "", "")};
  }
  bool operator==(const Row&) const = default;
};

std::string csv(const std::vector<Row>& rows) {
  std::ostringstream out;
  write_csv<Row>(out, rows);
  return out.str();
}

TEST(Csv, HasAHeaderAndALineARow) {
  EXPECT_EQ(csv({{"a", 0.25, Milliseconds{1005}, true, -3}}),
            "name,share,when_s,sure,count\na,0.25,1.005,true,-3\n");
}

TEST(Csv, WhatIsAbsentIsEmpty) { EXPECT_EQ(csv({{"a", {}, {}, false, 0}}).substr(29), "a,,,false,0\n"); }

TEST(Csv, SecondsHaveThreeDigitsPastADay) {
  EXPECT_EQ(csv_cell(Milliseconds{90000001}), "90000.001");
  EXPECT_EQ(csv_cell(Milliseconds{-5}), "-0.005");
}

TEST(Csv, TextIsQuotedAsRfc4180Asks) {
  EXPECT_EQ(csv_cell(std::string_view("a,b")), "\"a,b\"");
  EXPECT_EQ(csv_cell(std::string_view("a\"b")), "\"a\"\"b\"");
  EXPECT_EQ(csv_cell(std::string_view("a\nb")), "\"a\nb\"");
  EXPECT_EQ(csv_cell(std::string_view("a b")), "a b");
}

TEST(Csv, TextThatASpreadsheetWouldRunIsGuarded) {
  for (const char* start : {"=", "+", "-", "@", "\t"}) {
    EXPECT_EQ(csv_cell(std::string_view(start + std::string("1"))), "'" + std::string(start) + "1");
  }
  EXPECT_EQ(csv_cell(-1.5), "-1.5");
}

TEST(Csv, BytesThatAreNoUtf8AreReplaced) { EXPECT_EQ(csv_cell(std::string_view("\xff!")), "\xEF\xBF\xBD!"); }

TEST(Csv, NumbersDoNotDependOnTheLocale) {
  const char* set = std::setlocale(LC_ALL, "de_DE.UTF-8");
  EXPECT_EQ(csv_cell(0.5), "0.5");
  EXPECT_EQ(csv_cell(std::int64_t{1234567}), "1234567");
  if (set != nullptr) std::setlocale(LC_ALL, "C");
}

TEST(Csv, RowsAreReadBackAsTheyWere) {
  const std::vector<Row> rows{{"=a,\"b\"\nc", 0.125, Milliseconds{12345678}, true, 7},
                              {"", {}, {}, false, -1}};
  EXPECT_EQ(read_csv<Row>(csv(rows)), rows);
}

TEST(Csv, ARowAsWrittenIsTheOneThatIsReadBack) {
  for (const Row& row :
       {Row{"=a,\"b\"\nc", 1.0 / 3, Milliseconds{-5}, true, 7}, Row{"\xff", {}, {}, false, -1},
        Row{"'=1", 1e-9 / 7, Milliseconds{90000001}, false, 0}, Row{" ' ", 123456789.5, {}, true, 1}}) {
    EXPECT_EQ(as_written(row), read_csv<Row>(csv({row})).at(0)) << row.name;
    EXPECT_EQ(csv({as_written(row)}), csv({row})) << row.name;
  }
}

TEST(Csv, OtherColumnsAndCellsThatAreNoNumbersAreRefused) {
  EXPECT_THROW(read_csv<Row>("name,share\na,1\n"), Error);
  EXPECT_THROW(read_csv<Row>("name,share,when_s,sure,count\na,x,1.000,true,1\n"), Error);
  EXPECT_THROW(read_csv<Row>("name,share,when_s,sure,count\na,1,1.0,true,1\n"), Error);
}

}  // namespace
}  // namespace lull::test
