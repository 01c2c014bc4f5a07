#include "lull/corpus/merge.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <set>

#include "lull/core/error.hpp"
#include "unit/corpus/run.hpp"

namespace lull::test {
namespace {

class Merge : public CorpusRun {
 protected:
  Merge() {
    std::ofstream(folder_ / "broken.wav") << "this is no recording";
    paths_.insert(paths_.begin() + 2, folder_ / "broken.wav");
  }

  /// One shard into a folder; its path.
  fs::path shard(unsigned index, unsigned count, AnalysisOptions options = {}) {
    const std::string out = std::to_string(index) + "-of-" + std::to_string(count);
    const Model model = Model::load(folder_ / "model");
    Findings found = find_recordings(paths_, folder_ / out);
    options.plan = take_shard(found.recordings, {index, count}, 1, stop_);
    const ResultsDirectory results(folder_ / out);
    analyze_recordings(found.recordings, model, options, results, stop_, {});
    return folder_ / out;
  }
  std::vector<fs::path> shards(unsigned count) {
    std::vector<fs::path> folders;
    for (unsigned index = 1; index <= count; ++index) folders.push_back(shard(index, count));
    return folders;
  }
  std::string said(const std::vector<fs::path>& folders) {
    try {
      const ShardedResults joined(folders);
      return "nothing";
    } catch (const Error& error) {
      return error.what();
    }
  }
};

TEST_F(Merge, AnyNumberOfShardsGivesTheBytesOfOneRun) {
  run("whole");
  for (const unsigned count : {1u, 2u, 7u, 12u}) {
    auto folders = shards(count);
    std::reverse(folders.begin(), folders.end());  // their order decides nothing
    const ShardedResults joined(folders);
    EXPECT_TRUE(joined.missing().empty()) << count;
    const std::string out = "merged" + std::to_string(count);
    const AnalysisResult result = joined.join(ResultsDirectory(folder_ / out), {}, stop_);
    EXPECT_EQ(result.failed, 1u);
    EXPECT_EQ(tree(out), tree("whole")) << count;
  }
}

TEST_F(Merge, NamesWhatIsMissingAndWhy) {
  auto folders = shards(3);
  Findings found = find_recordings(paths_, {});
  const auto plan = take_shard(found.recordings, {1, 3}, 1, stop_);
  std::set<std::string> of_three;
  for (const auto& entry : plan.entries) {
    if (entry.shard == 3) of_three.insert(entry.id);
  }
  ASSERT_FALSE(of_three.empty());
  const auto third = folders.back();
  folders.pop_back();
  std::set<std::string> missing;
  for (const auto& [id, why] : ShardedResults(folders).missing()) {
    missing.insert(id);
    EXPECT_EQ(why, "shard 3 of 3 was not given");
  }
  EXPECT_EQ(missing, of_three);

  folders.push_back(third);
  EXPECT_TRUE(ShardedResults(folders).missing().empty());
  const std::string victim = *of_three.begin() == "broken" ? *of_three.rbegin() : *of_three.begin();
  fs::remove(third / "sessions" / victim / "episodes.csv");
  const auto damaged = ShardedResults(folders).missing();
  ASSERT_EQ(damaged.size(), 1u);
  EXPECT_EQ(damaged[0].id, victim);
}

TEST_F(Merge, AShardThatWasInterruptedIsMissing) {
  auto folders = shards(2);
  std::string json = read_file(folders[0] / "run.json");
  json.replace(json.find("complete"), 8, "running");
  std::ofstream(folders[0] / "run.json") << json;
  EXPECT_FALSE(ShardedResults(folders).missing().empty());
}

TEST_F(Merge, ShardsThatDoNotBelongTogetherAreRefusedByName) {
  const auto one = shard(1, 2);
  EXPECT_NE(said({folder_ / "nowhere"}).find("holds no shard"), std::string::npos);
  EXPECT_NE(said({one, one}).find("are both shard 1 of 2"), std::string::npos);
  EXPECT_NE(said({one, shard(1, 3)}).find("one of 3 shards here, one of 2 there"), std::string::npos);

  AnalysisOptions other;
  other.pipeline.metrics.t_calm = Milliseconds{60000};
  EXPECT_NE(said({one, shard(2, 2, other)}).find("t_calm"), std::string::npos);

  paths_.pop_back();
  fs::remove_all(folder_ / "2-of-2");
  EXPECT_NE(said({one, shard(2, 2)}).find("are shards of different runs"), std::string::npos);
}

TEST_F(Merge, AShardsFolderTakesNoOtherShardAndNoWholeRun) {
  const auto one = shard(1, 2);
  fs::rename(one, folder_ / "2-of-2");
  EXPECT_THROW(shard(2, 2), Error);
  EXPECT_THROW(run("2-of-2"), Error);
  run("whole");
  fs::rename(folder_ / "whole", folder_ / "1-of-2");
  EXPECT_THROW(shard(1, 2), Error);
}

TEST_F(Merge, APlanThatLeadsOutOfItsFolderIsNotBelieved) {
  const auto one = shard(1, 1);
  std::string plan = read_file(one / "shard.json");
  plan.replace(plan.find("\"in0\""), 5, "\"../in0\"");
  std::ofstream(one / "shard.json") << plan;
  EXPECT_NE(said({one}).find("is no plan of shards"), std::string::npos);
  std::ofstream(one / "shard.json") << "{\"shard\":[]}";
  EXPECT_NE(said({one}).find("is no plan of shards"), std::string::npos);
}

}  // namespace
}  // namespace lull::test
