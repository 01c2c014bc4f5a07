#include "lull/core/fields.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <tuple>
#include <vector>

namespace lull {
namespace {

using namespace std::chrono_literals;

struct Kitchen {
  Seconds simmer = 10min;
  int pots = 2;
  Hertz hum{50};
  double salt = 0.5;
  std::string cook = "anyone";

  static constexpr auto fields() {
    using K = Kitchen;
    return std::tuple{field("simmer", &K::simmer, "s", "how long it stays on the stove", 1s, 2h),
                      field("pots", &K::pots, "", "pots in use", 1, 4),
                      field("hum", &K::hum, "Hz", "hum of the fridge", Hertz{40}, Hertz{70}),
                      field("salt", &K::salt, "g", "salt of a portion"),
                      field("cook", &K::cook, "", "who cooks")};
  }
};
static_assert(Described<Kitchen>);
static_assert(!Described<int>);

/// The error that check() throws for `kitchen`.
Error refusal(const Kitchen& kitchen) {
  try {
    check(kitchen);
  } catch (const Error& error) {
    return error;
  }
  return {Fault::input, "nothing was refused", ""};
}

TEST(Fields, AreVisitedInTheOrderTheyAreListed) {
  std::vector<std::string> names;
  const Kitchen kitchen;
  for_each_field(kitchen, [&](const auto& each, const auto&) { names.emplace_back(each.name); });
  EXPECT_EQ(names, (std::vector<std::string>{"simmer", "pots", "hum", "salt", "cook"}));
}

TEST(Fields, LetTheVisitorChangeTheMembers) {
  Kitchen kitchen;
  for_each_field(kitchen, []<class Value>(const auto&, Value& value) {
    if constexpr (std::same_as<Value, int>) value += 1;
  });
  EXPECT_EQ(kitchen.pots, 3);
}

TEST(Fields, KeepTheirRangeInTheBaseUnit) {
  const auto simmer = std::get<0>(Kitchen::fields());
  EXPECT_EQ(simmer.low, 1);
  EXPECT_EQ(simmer.high, 7200);
  EXPECT_EQ(simmer.unit, "s");
}

TEST(AsNumber, TurnsDurationsIntoSecondsAndFrequenciesIntoHertz) {
  EXPECT_EQ(as_number(250ms), 0.25);
  EXPECT_EQ(as_number(2min), 120);
  EXPECT_EQ(as_number(Hertz{440}), 440);
  EXPECT_EQ(as_number(7), 7);
}

TEST(Check, LetsPassWhatLiesInRangeAndBothEnds) {
  EXPECT_NO_THROW(check(Kitchen{}));
  EXPECT_NO_THROW(check(Kitchen{.simmer = 1s, .pots = 1, .hum = {40}}));
  EXPECT_NO_THROW(check(Kitchen{.simmer = 2h, .pots = 4, .hum = {70}}));
}

TEST(Check, NamesTheFieldThatIsOutOfRange) {
  EXPECT_EQ(refusal({.simmer = 3h}).subject(), "simmer");
  EXPECT_EQ(refusal({.pots = 0}).subject(), "pots");
  EXPECT_EQ(refusal({.hum = {75}}).subject(), "hum");
}

TEST(Check, NamesTheFirstOfSeveral) { EXPECT_EQ(refusal({.pots = 5, .hum = {75}}).subject(), "pots"); }

TEST(Check, SaysTheRangeAndBlamesTheUsage) {
  const Error error = refusal({.simmer = 0s});
  EXPECT_EQ(error.fault(), Fault::usage);
  EXPECT_NE(error.remedy().find("1.0"), std::string::npos) << error.remedy();
  EXPECT_NE(error.remedy().find("7200.0"), std::string::npos) << error.remedy();
  EXPECT_NE(error.remedy().find(" s"), std::string::npos) << error.remedy();
}

TEST(Check, RefusesWhatIsNoNumberEvenWithoutARange) {
  EXPECT_EQ(refusal({.salt = std::nan("")}).subject(), "salt");
  EXPECT_EQ(refusal({.simmer = Seconds{std::nan("")}}).subject(), "simmer");
}

TEST(Check, LeavesAValueWithoutARangeAlone) {
  EXPECT_NO_THROW(check(Kitchen{.salt = -1e300}));
  EXPECT_NO_THROW(check(Kitchen{.salt = std::numeric_limits<double>::infinity()}));
}

}  // namespace
}  // namespace lull
