#include "labels/decimal.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "support/seeded.hpp"

namespace lull {
namespace {

Milliseconds rounded(std::string_view text) { return round_half_up(parse_decimal(text).value()); }
Milliseconds rounded_sum(std::string_view a, std::string_view b) {
  return round_half_up(parse_decimal(a).value() + parse_decimal(b).value());
}

TEST(Decimal, RoundsHalfUpWithoutBinaryError) {
  EXPECT_EQ(rounded("1.0005"), Milliseconds{1001});  // the nearest double lies below
  EXPECT_EQ(rounded("2.6745"), Milliseconds{2675});
  EXPECT_EQ(rounded("1.00049999999999999999999"), Milliseconds{1000});
  EXPECT_EQ(rounded("0.0005"), Milliseconds{1});
}

TEST(Decimal, AddsBeforeItRounds) {
  EXPECT_EQ(rounded_sum("1.0004", "0.5004"), Milliseconds{1501});
  EXPECT_EQ(rounded_sum("0.1", "0.2"), Milliseconds{300});
  EXPECT_EQ(rounded_sum("0.99999", "0.00001"), Milliseconds{1000});
  EXPECT_EQ(rounded_sum("1.00025", "1.000249"), Milliseconds{2000});
}

TEST(Decimal, ReadsEveryCommonForm) {
  EXPECT_EQ(rounded("7"), Milliseconds{7000});
  EXPECT_EQ(rounded("7."), Milliseconds{7000});
  EXPECT_EQ(rounded(".5"), Milliseconds{500});
  EXPECT_EQ(rounded("+1.5"), Milliseconds{1500});
  EXPECT_EQ(rounded("1.2345e2"), Milliseconds{123450});
  EXPECT_EQ(rounded("15E-1"), Milliseconds{1500});
  EXPECT_EQ(rounded("5e-4"), Milliseconds{1});
  EXPECT_EQ(rounded("1e-400"), Milliseconds{0});
  EXPECT_EQ(rounded("0000000000000000000012.5"), Milliseconds{12500});
  EXPECT_EQ(rounded("86400000.001"), Milliseconds{86400000001});
}

TEST(Decimal, ReadsNothingElse) {
  for (const char* text : {"", ".", "-", "+", "1,5", "1.2.3", "nan", "inf", "-inf", "1e", "1e+", "0x10",
                           "<NA>", "1 ", "1e2000", "9999999999999", "1e13"}) {
    EXPECT_FALSE(parse_decimal(text).has_value()) << text;
  }
}

TEST(Decimal, KnowsItsSign) {
  EXPECT_TRUE(parse_decimal("-0.0001")->negative);
  EXPECT_FALSE(parse_decimal("-0.0001")->is_zero());
  EXPECT_TRUE(parse_decimal("-0.0")->is_zero());
}

TEST(SecondsText, HasThreeDigits) {
  EXPECT_EQ(seconds_text(Milliseconds{0}), "0.000");
  EXPECT_EQ(seconds_text(Milliseconds{1002}), "1.002");
  EXPECT_EQ(seconds_text(Milliseconds{90061120}), "90061.120");
}

RC_GTEST_PROP(Decimal, ReadsBackWhatItWrites, ()) {
  const Milliseconds time{*rc::gen::inRange<std::int64_t>(0, 1000000000000)};
  RC_ASSERT(rounded(seconds_text(time)) == time);
}

RC_GTEST_PROP(Decimal, SumsAreThoseOfIntegers, ()) {
  // Millionths of a second: rounding half up of the exact sum.
  const auto a = *rc::gen::inRange<std::int64_t>(0, 10000000),
             b = *rc::gen::inRange<std::int64_t>(0, 10000000);
  const auto text = [](std::int64_t millionths) { return std::to_string(millionths) + "e-6"; };
  RC_ASSERT(rounded_sum(text(a), text(b)) == Milliseconds{(a + b + 500) / 1000});
}

}  // namespace
}  // namespace lull
