// Errors of the device are told apart from bad contents; nothing but a regular file is opened.
#include "audio/file.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lull/audio/reader.hpp"
#include "lull/core/sha256.hpp"
#include "support/temporary_folder.hpp"
#include "unit/audio/coded.hpp"

namespace lull::test {
namespace {

TEST(InputFile, ADeviceThatFailsIsNotABadFile) {
  // Page 0 of a process is never mapped: reading it is an error of input, as of a failing disk.
  EXPECT_EQ(verdict("/proc/self/mem"), "cannot be read: Input/output error");
}

TEST(InputFile, AFileThatMayNotBeReadIsSaidToBeSo) {
  TemporaryFolder folder;
  const std::filesystem::path path = folder / "secret.wav";
  clicks(1, {0.5}, 16000).write(path);
  ASSERT_EQ(::chmod(path.c_str(), 0), 0);
  ASSERT_EQ(::chmod(folder.path().c_str(), 0755), 0);
  const bool root = ::geteuid() == 0;  // may read all: be somebody else for a moment
  if (root) {
    ASSERT_EQ(::seteuid(65534), 0);
  }
  const std::string said = verdict(path);
  if (root) {
    ASSERT_EQ(::seteuid(0), 0);
  }
  EXPECT_EQ(said, "cannot be read: Permission denied");
}

TEST(InputFile, ALinkThatLeadsNowhereOrToItselfIsRefused) {
  TemporaryFolder folder;
  std::filesystem::create_symlink("nowhere.wav", folder / "broken.wav");
  std::filesystem::create_symlink("self.wav", folder / "self.wav");
  std::filesystem::create_symlink("/dev/zero", folder / "zero.wav");
  EXPECT_EQ(verdict(folder / "broken.wav"), "cannot be read: No such file or directory");
  EXPECT_EQ(verdict(folder / "self.wav"), "cannot be read: Too many levels of symbolic links");
  EXPECT_EQ(verdict(folder / "zero.wav"), "no regular file");
}

TEST(InputFile, ReadsFromAnyPlaceAndStopsAtTheEnd) {
  TemporaryFolder folder;
  write_bytes(folder / "a", "0123456789");
  const InputFile file(folder / "a");
  char bytes[8] = {};
  EXPECT_EQ(file.read_at(7, bytes, sizeof bytes), 3u);
  EXPECT_EQ(std::string(bytes, 3), "789");
  EXPECT_EQ(file.read_at(10, bytes, sizeof bytes), 0u);
}

TEST(InputFile, AShortFileIsHeldAsItIsAndALongOneStaysWhereItIs) {
  TemporaryFolder folder;
  write_bytes(folder / "a", "0123456789");
  InputFile file(folder / "a");
  EXPECT_FALSE(file.held());
  file.hold();
  write_bytes(folder / "a", "other");  // what is held is no longer the disk's
  EXPECT_EQ(file.held(), "0123456789");
  char bytes[8] = {};
  EXPECT_EQ(file.read_at(7, bytes, sizeof bytes), 3u);
  EXPECT_EQ(std::string(bytes, 3), "789");
  EXPECT_EQ(file.read_at(10, bytes, sizeof bytes), 0u);
  EXPECT_EQ(file.read_at(99, bytes, sizeof bytes), 0u);

  write_bytes(folder / "long", std::string((1 << 20) + 1, 'x'));
  InputFile longer(folder / "long");
  EXPECT_FALSE(longer.is_short());
  longer.hold();
  EXPECT_FALSE(longer.held());
}

TEST(InputFile, AFileThatHasGrownSinceItWasOpenedIsNotHeld) {
  TemporaryFolder folder;
  write_bytes(folder / "a", "0123");
  InputFile file(folder / "a");
  write_bytes(folder / "a", "01234567");
  file.hold();
  EXPECT_FALSE(file.held());
}

TEST(AudioReader, TellsTheDigestOfAShortFileAfterItsSamples) {
  TemporaryFolder folder;
  const std::filesystem::path path = folder / "a.wav";
  clicks(1, {0.5}, 16000).write(path);
  AudioReader reader(path);
  EXPECT_TRUE(reader.is_short());
  EXPECT_FALSE(reader.sha256());
  while (!reader.read().last) {
  }
  EXPECT_EQ(reader.sha256(), sha256_of_file(path));
}

}  // namespace
}  // namespace lull::test
