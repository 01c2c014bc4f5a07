#include "cli/memory.hpp"

#include <gtest/gtest.h>

#include "lull/core/error.hpp"

namespace lull::cli::test {
namespace {

constexpr std::uint64_t mebibyte = 1 << 20;

TEST(MemoryLimit, IsBytesOrPowersOf1024) {
  EXPECT_EQ(parse_size("1500000"), 1500000u);
  EXPECT_EQ(parse_size("1K"), 1024u);
  EXPECT_EQ(parse_size("500M"), 500 * mebibyte);
  EXPECT_EQ(parse_size("2G"), 2048 * mebibyte);
  for (const char* text : {"", "M", "1MB", "1m", "-1M", "1.5G", " 1G", "20000000T", "99999999999999999999"}) {
    EXPECT_THROW(parse_size(text), Error) << text;
  }
}

TEST(MemoryLimit, LowersTheJobsAndNothingElse) {
  EXPECT_EQ(jobs_within(10000 * mebibyte, 8, 100), 8u);
  EXPECT_EQ(jobs_within(100 * mebibyte, 8, 100), 4u);  // 48 MiB, 800 kB of rows, 12 MiB a job
  EXPECT_EQ(jobs_within(61 * mebibyte, 8, 100), 1u);
}

TEST(MemoryLimit, BelowWhatOneJobNeedsIsRefusedWithWhatIsNeeded) {
  try {
    jobs_within(20 * mebibyte, 8, 1000000);
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::usage);
    EXPECT_EQ(error.remedy(), "give 7873M or more");  // 48 + 12 + 7812.5
  }
}

}  // namespace
}  // namespace lull::cli::test
