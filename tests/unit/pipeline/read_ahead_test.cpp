#include "pipeline/read_ahead.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "support/signals.hpp"
#include "support/temporary_folder.hpp"
#include "support/wav.hpp"

namespace lull::test {
namespace {

class ReadAheadTest : public testing::Test {
 protected:
  std::filesystem::path recording(std::size_t samples) {
    Wav{.data = pcm16(noise(samples, 0.1f, 1)), .before = {}, .after = {}}.write(folder_ / "a.wav");
    return folder_ / "a.wav";
  }
  static std::vector<float> plainly(const std::filesystem::path& path) {
    AudioReader reader(path);
    std::vector<float> out;
    for (bool more = true; more;) {
      const SampleBlock block = reader.read();
      out.insert(out.end(), block.data.begin(), block.data.end());
      more = !block.last;
    }
    return out;
  }

  TemporaryFolder folder_;
};

TEST_F(ReadAheadTest, BlocksComeInOrderWhoeverReadThem) {
  const auto path = recording(16000 * 20 + 3);
  const auto expected = plainly(path);
  for (const bool alone : {true, false}) {
    AudioReader reader(path, {.channel = {}, .block = 500});
    ReadAhead ahead(reader);
    std::vector<float> out;
    bool last = false;
    const std::jthread helper([&] {
      while (ahead.more()) {
      }
    });
    while (!last) {
      ahead.next(alone, [&](const SampleBlock& block) {
        out.insert(out.end(), block.data.begin(), block.data.end());
        last = block.last;
      });
    }
    EXPECT_EQ(out, expected);
  }
}

TEST_F(ReadAheadTest, NoMoreIsKeptThanThereIsRoomFor) {
  AudioReader reader(recording(ReadAhead::room + 16000), {.channel = {}, .block = 16384});
  ReadAhead ahead(reader);
  std::size_t blocks = 0;
  while (ahead.more()) ++blocks;
  EXPECT_EQ(blocks, ReadAhead::room / 16384);
  ahead.next(false, [](const SampleBlock& block) { EXPECT_EQ(block.data.size(), 16384u); });
  EXPECT_TRUE(ahead.more());
}

TEST_F(ReadAheadTest, BehindTheEndNothingIsRead) {
  AudioReader reader(recording(1000));
  ReadAhead ahead(reader);
  EXPECT_TRUE(ahead.more());
  EXPECT_FALSE(ahead.more());
  ahead.next(false, [](const SampleBlock& block) {
    EXPECT_EQ(block.data.size(), 1000u);
    EXPECT_TRUE(block.last);
  });
}

}  // namespace
}  // namespace lull::test
