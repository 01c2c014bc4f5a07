#include "store/session_commits.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "lull/core/error.hpp"
#include "lull/store/results.hpp"
#include "support/temporary_folder.hpp"

namespace lull::test {
namespace {

namespace fs = std::filesystem;

/// A finished folder that waits aside.
SessionCommits::Folder made(const TemporaryFolder& folder, const std::string& id, const std::string& text) {
  static int next = 0;
  const fs::path aside = folder / ("aside/" + std::to_string(next++));
  fs::create_directories(aside);
  std::ofstream(aside / "file") << text;
  return {aside, folder / ("sessions/" + id)};
}

TEST(SessionCommits, AllAreInPlaceOnceSettled) {
  const TemporaryFolder folder;
  SessionCommits commits(folder.path());
  for (int i = 0; i < 700; ++i)
    commits.add(made(folder, std::to_string(i % 7) + "/" + std::to_string(i), "x"));
  commits.settle();
  for (int i = 0; i < 700; ++i) {
    const fs::path place = folder / ("sessions/" + std::to_string(i % 7) + "/" + std::to_string(i) + "/file");
    EXPECT_EQ(read_file(place), "x") << place;
  }
  EXPECT_TRUE(fs::is_empty(folder / "aside"));
}

TEST(SessionCommits, TheFirstGoesWithoutBeingAsked) {
  const TemporaryFolder folder;
  SessionCommits commits(folder / "");  // a slash at its end
  commits.add(made(folder, "day", "x"));
  for (int i = 0; i < 1000 && !fs::exists(folder / "sessions/day"); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_EQ(read_file(folder / "sessions/day/file"), "x");
}

TEST(SessionCommits, ItsEndMovesWhatIsLeft) {
  const TemporaryFolder folder;
  {
    SessionCommits commits(folder.path());
    for (int i = 0; i < 20; ++i) commits.add(made(folder, std::to_string(i), "x"));
  }
  for (int i = 0; i < 20; ++i)
    EXPECT_EQ(read_file(folder / ("sessions/" + std::to_string(i) + "/file")), "x");
}

TEST(SessionCommits, TheOldFolderGoesWhenItIsReplaced) {
  const TemporaryFolder folder;
  SessionCommits commits(folder.path());
  for (const char* text : {"old", "new"}) {
    commits.add(made(folder, "a", text));
    commits.settle();
  }
  EXPECT_EQ(read_file(folder / "sessions/a/file"), "new");
  EXPECT_TRUE(fs::is_empty(folder / "aside"));
}

TEST(SessionCommits, AFailureIsToldToEverybodyWhoComesLater) {
  const TemporaryFolder folder;
  std::ofstream(folder / "sessions") << "in the way";
  SessionCommits commits(folder.path());
  commits.add(made(folder, "a", "x"));
  EXPECT_THROW(commits.settle(), Error);
  EXPECT_THROW(commits.add(made(folder, "b", "x")), Error);
  EXPECT_EQ(read_file(folder / "sessions"), "in the way");
}

}  // namespace
}  // namespace lull::test
