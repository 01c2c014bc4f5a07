#include "lull/corpus/find.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

#include "support/temporary_folder.hpp"

namespace lull::test {
namespace {

namespace fs = std::filesystem;

class Find : public testing::Test {
 protected:
  void file(const std::string& name) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << "x";
  }
  Findings find(const std::vector<fs::path>& inputs) { return find_recordings(inputs, folder_ / "out"); }
  Findings find() { return find({folder_.path()}); }
  std::vector<std::string> ids() {
    std::vector<std::string> ids;
    for (const FoundRecording& each : find().recordings) ids.push_back(each.id);
    return ids;
  }
  TemporaryFolder folder_;
};
using Ids = std::vector<std::string>;

TEST_F(Find, AFolderIsWalkedByNameForEndingsWeKnow) {
  for (const char* name : {"b.wav", "a/c.FLAC", "a/notes.txt", "d.mp3", "noending"}) file(name);
  EXPECT_EQ(ids(), (Ids{"a/c", "b", "d"}));
}

TEST_F(Find, AFileGivenByNameCountsWhateverItsEnding) {
  file("noending");
  const Findings found = find({folder_ / "noending", folder_ / "missing.wav"});
  ASSERT_EQ(found.recordings.size(), 2u);
  EXPECT_EQ(found.recordings[0].id, "noending");
  EXPECT_EQ(found.recordings[1].id, "missing");
}

TEST_F(Find, LinksThatLoopLeadOutOrNowhereAreNotFollowed) {
  const TemporaryFolder outside;
  std::ofstream(outside / "o.wav") << "x";
  file("in/a.wav");
  fs::create_directory_symlink("..", folder_ / "in/loop");
  fs::create_symlink("self.wav", folder_ / "in/self.wav");
  fs::create_symlink("nowhere.wav", folder_ / "in/broken.wav");
  fs::create_symlink(outside / "o.wav", folder_ / "in/out.wav");
  fs::create_symlink("/dev/zero", folder_ / "in/zero.wav");
  fs::create_symlink("a.wav", folder_ / "in/inside.wav");
  const Findings found = find();
  ASSERT_EQ(found.recordings.size(), 2u);
  EXPECT_EQ(found.recordings[0].id, "in/a");
  EXPECT_EQ(found.recordings[1].id, "in/inside");
  EXPECT_EQ(found.notes.size(), 4u);  // a folder, nowhere twice, no regular file, out
}

TEST_F(Find, APipeIsPassedOverAndAFolderNamedLikeAFileIsWalked) {
  ASSERT_EQ(mkfifo((folder_ / "pipe.wav").c_str(), 0600), 0);
  file("x.wav/y.wav");
  EXPECT_EQ(ids(), (Ids{"x.wav/y"}));
}

TEST_F(Find, HiddenRecordingsAreCountedInOneNote) {
  for (const char* name : {"._a.wav", "._b.wav", ".c.wav", "a.wav"}) file(name);
  const Findings found = find();
  EXPECT_EQ(found.recordings.size(), 1u);
  EXPECT_EQ(found.notes, (Ids{(folder_ / "._a.wav").string() + " and 2 more: hidden: passed over"}));
}

TEST_F(Find, HardLinksAreTwoRecordings) {
  file("a.wav");
  fs::create_hard_link(folder_ / "a.wav", folder_ / "b.wav");
  EXPECT_EQ(ids(), (Ids{"a", "b"}));
}

TEST_F(Find, APathGivenTwiceCountsOnce) {
  file("a.wav");
  const Findings found = find({folder_ / "a.wav", folder_.path()});
  EXPECT_EQ(found.recordings.size(), 1u);
  ASSERT_EQ(found.notes.size(), 1u);
  EXPECT_TRUE(found.recordings[0].problem.empty());
}

TEST_F(Find, TheResultsDirectoryIsNotEntered) {
  file("a.wav");
  file("out/sessions/a/embedded.wav");
  EXPECT_EQ(ids(), (Ids{"a"}));
}

TEST_F(Find, AFolderWithoutRecordingsIsOneWithAProblem) {
  file("empty/readme.txt");
  const Findings found = find({folder_ / "empty"});
  ASSERT_EQ(found.recordings.size(), 1u);
  EXPECT_EQ(found.recordings[0].id, "empty");
  EXPECT_NE(found.recordings[0].problem, "");
}

TEST_F(Find, AFolderThatCannotBeReadIsOneWithAProblem) {
  if (geteuid() == 0) GTEST_SKIP() << "root reads every folder";
  file("shut/a.wav");
  fs::permissions(folder_ / "shut", fs::perms::none);
  const Findings found = find();
  fs::permissions(folder_ / "shut", fs::perms::owner_all);
  ASSERT_EQ(found.recordings.size(), 1u);
  EXPECT_NE(found.recordings[0].problem, "");
}

TEST(SafeId, KeepsLettersDigitsAndFoldersAndEncodesTheRest) {
  EXPECT_EQ(safe_id("a/b c.wav"), "a/b%20c");
  EXPECT_EQ(safe_id("=cmd|calc.wav"), "%3dcmd%7ccalc");
  EXPECT_EQ(safe_id("-rf.wav"), "%2drf");
  EXPECT_EQ(safe_id("\xff.wav"), "%ff");
  EXPECT_EQ(safe_id("new\nline.wav"), "new%0aline");
  EXPECT_EQ(safe_id("50%.wav"), "50%25");
  EXPECT_EQ(safe_id("child-1_day.2.wav"), "child-1_day.2");
}

TEST(SafeId, NeverLeavesItsFolder) {
  EXPECT_EQ(safe_id("../../etc/x.wav"), "etc/x");
  EXPECT_EQ(safe_id(".hidden/x.wav"), "%2ehidden/x");
  EXPECT_EQ(safe_id(""), "recording");
}

TEST(SafeId, LongNamesAreCutAndStayApart) {
  const std::string same(240, 'a');
  const std::string one = safe_id(same + "1.wav"), two = safe_id(same + "2.wav");
  EXPECT_LE(one.size(), 200u);
  EXPECT_NE(one, two);
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "folder number " + std::to_string(i) + "/";
  EXPECT_LE(safe_id(deep + "x.wav").size(), 1000u);
}

Ids unique(const std::vector<std::string>& paths) {
  std::vector<FoundRecording> recordings;
  for (const std::string& path : paths) recordings.push_back({path, safe_id(path), 0, {}, {}, {}});
  make_unique(recordings);
  Ids ids;
  for (const FoundRecording& each : recordings) ids.push_back(each.id);
  return ids;
}

TEST(MakeUnique, TheSecondOfANameGetsItsEndingBackThenANumber) {
  EXPECT_EQ(unique({"a.flac", "a.wav", "a.wav"}), (Ids{"a", "a.wav", "a.wav-2"}));
}

TEST(MakeUnique, NamesThatDifferInCaseAloneAreToldApart) {
  EXPECT_EQ(unique({"A.wav", "a.wav"}), (Ids{"A", "a.wav"}));
}

TEST(MakeUnique, NoRecordingLiesInTheFolderOfAnother) {
  EXPECT_EQ(unique({"a.wav", "a/b.wav"}), (Ids{"a", "a%2fb"}));
  EXPECT_EQ(unique({"a/b.wav", "a.wav"}), (Ids{"a/b", "a.wav"}));
}

}  // namespace
}  // namespace lull::test
