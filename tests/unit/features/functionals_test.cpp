#include "features/functionals.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace lull {
namespace {

constexpr float none = std::numeric_limits<float>::quiet_NaN();

/// Every tenth of a second.
Functionals of(const std::vector<float>& values) {
  std::vector<float> work;
  return functionals(values, 0.1, work);
}

TEST(Functionals, OfFiveValuesByHand) {
  const Functionals found = of({4, 1, 3, 2, 10});
  EXPECT_FLOAT_EQ(found[0], 4);
  EXPECT_FLOAT_EQ(found[1], std::sqrt(50.0f / 4));
  EXPECT_FLOAT_EQ(found[2], 1.2f);  // a fifth of the way from 1 to 2
  EXPECT_FLOAT_EQ(found[3], 2);
  EXPECT_FLOAT_EQ(found[4], 3);
  EXPECT_FLOAT_EQ(found[5], 4);
  EXPECT_FLOAT_EQ(found[6], 8.8f);  // four fifths of the way from 4 to 10
  EXPECT_FLOAT_EQ(found[7], 13);    // (-2 * 4 - 1 * 1 + 1 * 2 + 2 * 10) / 10 a step
}

TEST(Functionals, AValueThatIsAbsentKeepsItsPlaceInTime) {
  const Functionals found = of({1, none, none, 4});
  EXPECT_FLOAT_EQ(found[0], 2.5f);
  EXPECT_FLOAT_EQ(found[7], 10);
}

TEST(Functionals, OneValueHasNeitherDeviationNorSlope) {
  const Functionals found = of({none, 7, none});
  for (const std::size_t each : {0u, 2u, 4u, 6u}) EXPECT_EQ(found[each], 7.0f);
  EXPECT_TRUE(std::isnan(found[1]));
  EXPECT_TRUE(std::isnan(found[7]));
}

TEST(Functionals, NoValueHasNone) {
  for (const float each : of({none})) EXPECT_TRUE(std::isnan(each));
  for (const float each : of({})) EXPECT_TRUE(std::isnan(each));
}

}  // namespace
}  // namespace lull
