#include <gtest/gtest.h>

#include "lull/store/results.hpp"
#include "support/temporary_folder.hpp"

namespace lull::test {
namespace {

TEST(AsideFile, IsThereOnceCommittedAndNotBefore) {
  const TemporaryFolder folder;
  const ResultsDirectory results(folder / "out");
  results.write("table.csv", "old");
  {
    AsideFile file(results, "table.csv");
    file.append("new ");
    file.append(std::string(200000, 'x'));
    EXPECT_EQ(read_file(folder / "out/table.csv"), "old");
    file.commit();
  }
  EXPECT_EQ(read_file(folder / "out/table.csv"), "new " + std::string(200000, 'x'));
}

TEST(AsideFile, ThrownAwayItLeavesNothing) {
  const TemporaryFolder folder;
  const ResultsDirectory results(folder / "out");
  {
    AsideFile file(results, "table.csv");
    file.append("half");
  }
  EXPECT_FALSE(std::filesystem::exists(folder / "out/table.csv"));
  EXPECT_TRUE(std::filesystem::is_empty(folder / "out/.writing"));
}

}  // namespace
}  // namespace lull::test
