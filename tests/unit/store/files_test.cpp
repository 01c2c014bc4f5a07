#include "store/files.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <fstream>
#include <ostream>

#include "lull/core/error.hpp"
#include "lull/store/results.hpp"
#include "support/temporary_folder.hpp"

namespace lull::test {
namespace {

TEST(Files, AFolderThatIsMovedReplacesTheOneThatIsThereWhole) {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "new");
  std::filesystem::create_directories(folder / "place");
  write_synced(folder / "new/a", "new");
  write_synced(folder / "place/b", "old");
  move_into_place(folder / "new", folder / "place");
  EXPECT_EQ(read_file(folder / "place/a"), "new");
  EXPECT_FALSE(std::filesystem::exists(folder / "place/b"));
  EXPECT_EQ(read_file(folder / "new/b"), "old");  // until the caller has synced the names
}

TEST(Files, AFullDeviceIsAnErrorOfTheOutputThatSaysSo) {
  try {
    write_synced("/dev/full", "text");
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::output);
    EXPECT_NE(std::string(error.what()).find("No space left on device; make room"), std::string::npos)
        << error.what();
  }
}

TEST(Files, AStreamOntoAFullDeviceThrowsTheSame) {
  try {
    write_new("/dev/full", [](std::ostream& out) {
      for (int i = 0; i < 10000; ++i) out << "more than the stream holds back";
      FAIL() << "all was taken";
    });
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::output);
    EXPECT_NE(std::string(error.what()).find("No space left on device; make room"), std::string::npos)
        << error.what();
  }
}

TEST(Files, AFileThatIsNotThereReadsAsNothing) {
  const TemporaryFolder folder;
  EXPECT_EQ(read_file(folder / "none"), "");
}

}  // namespace
}  // namespace lull::test
