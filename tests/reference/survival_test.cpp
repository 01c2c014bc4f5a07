// The curves against those of R's survival package: survival.R makes survival_outputs.txt of
// survival_inputs.txt.
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "lull/response/survival.hpp"

namespace lull {
namespace {

const std::string folder = LULL_SOURCE_DIR "/tests/reference/";

// Both sides multiply and add at most some hundred numbers below 1, and write 15 digits; areas are below 300
// s.
constexpr double limit = 1e-10;

struct Row {
  double time = 0;  // in ms
  std::optional<double> first, second, third;
};

/// What R says of one case.
struct Expected {
  std::vector<Row> kaplan_meier, aalen_johansen;
  std::optional<double> horizon, area;  // in ms; absent where all waits are 0
};

std::vector<Wait> waits_of(const std::string& line) {
  std::vector<Wait> waits;
  std::istringstream in(line);
  std::int64_t time = 0;
  char colon = 0;
  int cause = 0;
  while (in >> time >> colon >> cause) waits.push_back({Milliseconds(time), cause});
  return waits;
}

std::vector<std::vector<Wait>> inputs() {
  std::vector<std::vector<Wait>> cases;
  std::ifstream in(folder + "survival_inputs.txt");
  for (std::string line; std::getline(in, line);) cases.push_back(waits_of(line));
  return cases;
}

std::optional<double> number_of(std::istream& in) {
  std::string word;
  if (!(in >> word) || word == "-") return std::nullopt;
  return std::stod(word);
}

std::vector<Expected> outputs() {
  std::vector<Expected> cases;
  std::ifstream in(folder + "survival_outputs.txt");
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    std::string kind;
    words >> kind;
    if (kind == "case") {
      cases.emplace_back();
      continue;
    }
    const double time = number_of(words).value();
    Row row{time, number_of(words), std::nullopt, std::nullopt};
    if (kind == "mean") {
      cases.back().horizon = time;
      cases.back().area = row.first;
      continue;
    }
    row.second = number_of(words);
    row.third = number_of(words);
    (kind == "km" ? cases.back().kaplan_meier : cases.back().aalen_johansen).push_back(row);
  }
  return cases;
}

void expect_same(std::optional<double> found, std::optional<double> expected) {
  ASSERT_EQ(found.has_value(), expected.has_value());
  if (expected) {
    EXPECT_NEAR(*found, *expected, limit);
  }
}

TEST(SurvivalInR, TheStoredCasesAreThereAndOfEverySort) {
  const auto cases = inputs();
  ASSERT_EQ(cases.size(), 60U);
  ASSERT_EQ(outputs().size(), cases.size());
  bool without_event = false, with_zero = false, with_hundreds = false;
  for (const auto& waits : cases) {
    without_event = without_event || Survival(waits).events() == 0;
    with_hundreds = with_hundreds || waits.size() >= 200;
    for (const Wait& wait : waits) with_zero = with_zero || (wait.time.count() == 0 && wait.cause > 0);
  }
  EXPECT_TRUE(without_event && with_zero && with_hundreds);
}

TEST(SurvivalInR, KaplanMeierAndItsIntervalAreThoseOfR) {
  const auto cases = inputs();
  const auto expected = outputs();
  for (std::size_t i = 0; i < cases.size(); ++i) {
    SCOPED_TRACE("case " + std::to_string(i + 1));
    const Survival survival(cases[i]);
    ASSERT_EQ(survival.steps().size(), expected[i].kaplan_meier.size());
    for (std::size_t k = 0; k < survival.steps().size(); ++k) {
      const auto& step = survival.steps()[k];
      const Row& row = expected[i].kaplan_meier[k];
      EXPECT_EQ(static_cast<double>(step.time.count()), row.time);
      expect_same(step.share, row.first);
      expect_same(step.lowest, row.second);
      expect_same(step.highest, row.third);
    }
  }
}

TEST(SurvivalInR, TheRestrictedMeanIsThatOfR) {
  const auto cases = inputs();
  const auto expected = outputs();
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Survival survival(cases[i]);
    if (survival.events() == 0 || !expected[i].horizon) continue;
    SCOPED_TRACE("case " + std::to_string(i + 1));
    const Milliseconds tau{300'000};
    EXPECT_NEAR(*survival.restricted_to(tau, 0), *expected[i].horizon / 1000, limit);
    EXPECT_NEAR(*survival.restricted_mean(tau, 0), expected[i].area.value() / 1000, limit);
  }
}

TEST(SurvivalInR, AalenJohansenIsThatOfR) {
  const auto cases = inputs();
  const auto expected = outputs();
  for (std::size_t i = 0; i < cases.size(); ++i) {
    SCOPED_TRACE("case " + std::to_string(i + 1));
    const CumulativeIncidence incidence(cases[i]);
    ASSERT_EQ(incidence.steps().size(), expected[i].aalen_johansen.size());
    for (std::size_t k = 0; k < incidence.steps().size(); ++k) {
      const auto& step = incidence.steps()[k];
      const Row& row = expected[i].aalen_johansen[k];
      EXPECT_EQ(static_cast<double>(step.time.count()), row.time);
      expect_same(step.first, row.first);
      expect_same(step.second, row.second);
    }
  }
}

}  // namespace
}  // namespace lull
