#include "lull/corpus/batch.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <string>

namespace lull::test {
namespace {

std::vector<std::size_t> backwards(std::size_t count) {
  std::vector<std::size_t> order(count);
  for (std::size_t i = 0; i < count; ++i) order[i] = count - 1 - i;
  return order;
}

std::vector<std::string> run(unsigned jobs) {
  const std::atomic<bool> stop{false};
  return run_batch(backwards(100), jobs, stop, [](std::size_t i) noexcept { return std::to_string(i * i); });
}

TEST(Batch, ResultsStandAtTheirPlacesWhateverTheOrderAndTheJobs) {
  const auto one = run(1);
  ASSERT_EQ(one.size(), 100u);
  EXPECT_EQ(one[7], "49");
  EXPECT_EQ(one[99], "9801");
  EXPECT_EQ(run(8), one);
}

TEST(Batch, StartsThemInTheOrderGiven) {
  const std::atomic<bool> stop{false};
  std::vector<std::size_t> started;
  run_batch(std::vector<std::size_t>{2, 0, 1}, 1, stop, [&](std::size_t i) noexcept {
    started.push_back(i);
    return 0;
  });
  EXPECT_EQ(started, (std::vector<std::size_t>{2, 0, 1}));
}

TEST(Batch, StartsNothingMoreOnceItIsStopped) {
  std::atomic<bool> stop{false};
  const auto results = run_batch(std::vector<std::size_t>{0, 1, 2, 3}, 1, stop, [&](std::size_t i) noexcept {
    if (i == 1) stop = true;
    return 1;
  });
  EXPECT_EQ(results, (std::vector<int>{1, 1, 0, 0}));
}

TEST(Batch, NothingToDoIsDoneAtOnce) {
  const std::atomic<bool> stop{false};
  EXPECT_TRUE(run_batch(std::vector<std::size_t>{}, 8, stop, [](std::size_t) noexcept { return 1; }).empty());
}

}  // namespace
}  // namespace lull::test
