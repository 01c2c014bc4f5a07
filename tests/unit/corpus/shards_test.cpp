#include "lull/corpus/shards.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "lull/core/error.hpp"
#include "support/signals.hpp"
#include "support/temporary_folder.hpp"
#include "support/wav.hpp"

namespace lull::test {
namespace {

struct Corpus {
  std::vector<std::string> ids;
  std::vector<Load> loads;

  /// Lengths from one second to sixteen hours, most of them short, as in a mixed corpus.
  explicit Corpus(std::size_t size) {
    std::mt19937 draw(7);
    for (std::size_t i = 0; i < size; ++i) ids.push_back("child" + std::to_string(i) + "/day1");
    for (const std::string& id : ids) {
      const std::int64_t length =
          1000 + static_cast<std::int64_t>(draw() % 60000) * (draw() % 10 == 0 ? 900 : 1);
      loads.push_back({id, length});
    }
  }
};

std::map<std::string, unsigned> by_id(const std::vector<Load>& loads, unsigned count) {
  const auto shards = assign_shards(loads, count);
  std::map<std::string, unsigned> map;
  for (std::size_t i = 0; i < loads.size(); ++i) map[std::string(loads[i].id)] = shards[i];
  return map;
}

TEST(Shards, EveryRecordingIsOfOneShardWhateverTheOrder) {
  const Corpus corpus(500);
  auto mixed = corpus.loads;
  std::shuffle(mixed.begin(), mixed.end(), std::mt19937(11));
  for (const unsigned count : {1u, 2u, 7u, 1000u}) {
    const auto map = by_id(corpus.loads, count);
    EXPECT_EQ(map, by_id(mixed, count)) << count;
    for (const auto& [id, shard] : map) EXPECT_TRUE(shard >= 1 && shard <= count);
  }
}

TEST(Shards, NoneIsMoreThanATenthAndARecordingAboveTheMean) {
  const Corpus corpus(2000);
  std::int64_t total = 0, longest = 0;
  for (const Load& each : corpus.loads) {
    total += each.length_ms;
    longest = std::max(longest, each.length_ms);
  }
  for (const unsigned count : {2u, 7u, 40u}) {
    std::vector<std::int64_t> held(count);
    const auto shards = assign_shards(corpus.loads, count);
    for (std::size_t i = 0; i < shards.size(); ++i) held[shards[i] - 1] += corpus.loads[i].length_ms;
    const std::int64_t most = *std::max_element(held.begin(), held.end());
    EXPECT_LE(most, total / count + total / count / 10 + longest) << count;
  }
}

TEST(Shards, ALongRecordingHasAShardOfItsOwn) {
  std::vector<Load> loads{{"long", 1000000}};
  const Corpus corpus(20);
  loads.insert(loads.end(), corpus.loads.begin(), corpus.loads.begin() + 3);
  for (Load& each : loads)
    each.length_ms = std::min<std::int64_t>(each.length_ms, each.id == "long" ? 1000000 : 1000);
  const auto shards = assign_shards(loads, 2);
  EXPECT_EQ(std::count(shards.begin(), shards.end(), shards[0]), 1);
}

TEST(Shards, AFewNewRecordingsLeaveMostWhereTheyWere) {
  const Corpus corpus(1010);
  const std::vector<Load> before(corpus.loads.begin(), corpus.loads.begin() + 1000);
  const auto old_map = by_id(before, 7), new_map = by_id(corpus.loads, 7);
  std::size_t moved = 0;
  for (const auto& [id, shard] : old_map) moved += new_map.at(id) != shard;
  EXPECT_LT(moved, 500u);
}

// Worked out by a program of ten lines in another language: FNV-1a modulo 3, and 7.3 s of room a shard.
TEST(Shards, AreTheSameOnEveryMachine) {
  const std::vector<Load> loads{{"a", 5000}, {"b", 5000}, {"c/d", 5000}, {"e", 0}, {"f", 5000}};
  EXPECT_EQ(assign_shards(loads, 3), (std::vector<unsigned>{2, 3, 1, 2, 1}));
}

TEST(Shards, AreWrittenAsNumberAndCount) {
  EXPECT_EQ(parse_shard("2/7"), (Shard{2, 7}));
  for (const char* text : {"", "2", "0/7", "8/7", "2/7x", "x/7", "2/", "/7", "-1/7", "1/100001", "2 / 7"}) {
    EXPECT_THROW(parse_shard(text), Error) << text;
  }
}

TEST(Shards, LengthsComeFromHeadersAndABrokenFileHasNone) {
  const TemporaryFolder folder;
  Wav{.data = pcm16(noise(8000, 0.5f, 1)), .before = {}, .after = {}}.write(folder / "a.wav");
  std::ofstream(folder / "b.wav") << "no recording";
  std::vector<FoundRecording> found{{folder / "a.wav", "a", 16044, {}, {}, {}},
                                    {folder / "b.wav", "b", 12, {}, {}, {}}};
  find_lengths(found, 2, false);
  EXPECT_EQ(found[0].length, Milliseconds{500});
  EXPECT_FALSE(found[1].length);
}

TEST(Shards, TogetherTheyAreTheCorpusAndAgreeOnThePlan) {
  const TemporaryFolder folder;
  std::vector<FoundRecording> found;
  for (unsigned i = 0; i < 9; ++i) {
    const std::string id = "r" + std::to_string(i);
    Wav{.data = pcm16(noise(800 * (i + 1), 0.5f, i)), .before = {}, .after = {}}.write(folder / id);
    found.push_back({folder / id, id, 0, {}, {}, {}});
  }
  std::multiset<std::string> ids;
  std::vector<ShardPlan> plans;
  for (unsigned index = 1; index <= 4; ++index) {
    auto mine = found;
    plans.push_back(take_shard(mine, {index, 4}, 1, false));
    EXPECT_EQ(plans.back().entries, plans.front().entries);
    for (const FoundRecording& each : mine) ids.insert(each.id);
  }
  EXPECT_EQ(ids.size(), 9u);
  EXPECT_EQ(std::set<std::string>(ids.begin(), ids.end()).size(), 9u);
}

}  // namespace
}  // namespace lull::test
