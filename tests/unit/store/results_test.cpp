#include "lull/store/results.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <ostream>
#include <set>

#include "lull/core/error.hpp"
#include "support/temporary_folder.hpp"

namespace lull::test {
namespace {

std::set<std::string> names_in(const std::filesystem::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    names.insert(entry.path().filename().string());
  return names;
}

TEST(ResultsDirectory, LeavesNothingBesideTheResults) {
  const TemporaryFolder folder;
  {
    const ResultsDirectory results(folder / "out");
    results.write("a.csv", "one\n");
    results.write_session("x/y", {{"b.csv", "two\n"}});
  }
  EXPECT_EQ(names_in(folder / "out"), (std::set<std::string>{"a.csv", "sessions"}));
  EXPECT_EQ(read_file(folder / "out/a.csv"), "one\n");
  EXPECT_EQ(read_file(folder / "out/sessions/x/y/b.csv"), "two\n");
}

TEST(ResultsDirectory, ASecondHolderIsToldWhoHoldsIt) {
  const TemporaryFolder folder;
  const ResultsDirectory first(folder / "out");
  try {
    const ResultsDirectory second(folder / "out");
    FAIL() << "two hold it";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::output);
    EXPECT_NE(error.problem().find("in use by process " + std::to_string(::getpid())), std::string::npos)
        << error.problem();
  }
}

TEST(ResultsDirectory, IsFreeAgainOnceItsHolderIsGone) {
  const TemporaryFolder folder;
  { const ResultsDirectory first(folder / "out"); }
  EXPECT_NO_THROW(ResultsDirectory(folder / "out"));
}

TEST(ResultsDirectory, RemovesWhatADeadRunLeftHalfWritten) {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "out/.writing/7");
  std::ofstream(folder / "out/.writing/7/metrics.json") << "{";
  const ResultsDirectory results(folder / "out");
  EXPECT_FALSE(std::filesystem::exists(folder / "out/.writing/7"));
}

TEST(ResultsDirectory, ARecordingsFolderIsReplacedWithAllItsFiles) {
  const TemporaryFolder folder;
  const ResultsDirectory results(folder / "out");
  results.write_session("a", {{"old", "1"}, {"both", "1"}});
  results.settle();
  results.write_session("a", {{"both", "2"}});
  results.settle();
  EXPECT_EQ(names_in(results.session("a")), (std::set<std::string>{"both"}));
  EXPECT_EQ(read_file(results.session("a") / "both"), "2");
}

TEST(SessionFolder, WritesFilesOfAnySizePieceByPiece) {
  const TemporaryFolder folder;
  const ResultsDirectory results(folder / "out");
  const std::string line(99, 'x'), large(100000, 'y');
  std::string all;
  SessionFolder session(results, "a");
  session.add("bytes", "one");
  session.add("streamed", [&](std::ostream& out) {
    for (int i = 0; i < 1000; ++i) {
      out << line << '\n';
      all += line + '\n';
      if (i % 400 == 0) out << large, all += large;
    }
  });
  session.commit();
  results.settle();
  EXPECT_EQ(read_file(results.session("a") / "bytes"), "one");
  EXPECT_EQ(read_file(results.session("a") / "streamed"), all);
}

TEST(SessionFolder, ThrownAwayLeavesWhatWasThere) {
  const TemporaryFolder folder;
  const ResultsDirectory results(folder / "out");
  results.write_session("a", {{"old", "1"}});
  results.settle();
  {
    const SessionFolder session(results, "a");
    session.add("new", "2");
  }
  EXPECT_EQ(names_in(results.session("a")), (std::set<std::string>{"old"}));
  EXPECT_TRUE(names_in(folder / "out/.writing").empty());
}

TEST(ResultsDirectory, AFileInTheWayOfTheFolderIsAnErrorOfTheOutput) {
  const TemporaryFolder folder;
  std::ofstream(folder / "out") << "mine";
  try {
    const ResultsDirectory results(folder / "out");
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::output);
  }
  EXPECT_EQ(read_file(folder / "out"), "mine");
}

}  // namespace
}  // namespace lull::test
