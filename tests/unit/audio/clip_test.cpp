#include "lull/audio/clip.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>

#include "lull/audio/reader.hpp"
#include "lull/core/error.hpp"
#include "support/signals.hpp"
#include "support/temporary_folder.hpp"
#include "support/wav.hpp"

namespace lull {
namespace {

using namespace std::chrono_literals;

class Clips : public testing::Test {
 protected:
  Clips() : samples_(test::noise(16000 * 10, 0.9f, 4)) {
    test::Wav{.data = test::pcm16(samples_), .before = {}, .after = {}}.write(folder_ / "a.wav");
    AudioReader reader(folder_ / "a.wav");
    samples_ = all(reader);  // as 16 bits hold them
  }
  static std::vector<float> all(AudioReader& reader) {
    std::vector<float> out;
    for (bool more = true; more;) {
      const SampleBlock block = reader.read();
      out.insert(out.end(), block.data.begin(), block.data.end());
      more = !block.last;
    }
    return out;
  }
  std::vector<float> part(std::size_t from, std::size_t to) const {
    return {samples_.begin() + static_cast<std::ptrdiff_t>(from),
            samples_.begin() + static_cast<std::ptrdiff_t>(to)};
  }
  test::TemporaryFolder folder_;
  std::vector<float> samples_;
};

TEST_F(Clips, AreTheSamplesOfTheirSpans) {
  const std::vector<TimeSpan> spans{{1500ms, 4000ms}, {0ms, 1ms}, {3999ms, 6001ms}, {9500ms, 20000ms}};
  std::map<std::size_t, std::vector<float>> got;
  cut_clips(folder_ / "a.wav", {}, spans, [&](std::size_t i, std::span<const float> clip) {
    EXPECT_TRUE(got.emplace(i, std::vector(clip.begin(), clip.end())).second) << "a span comes once";
  });
  ASSERT_EQ(got.size(), spans.size());
  EXPECT_EQ(got[0], part(24000, 64000));
  EXPECT_EQ(got[1], part(0, 16));
  EXPECT_EQ(got[2], part(63984, 96016));
  EXPECT_EQ(got[3], part(152000, 160000)) << "the recording ends";
}

TEST_F(Clips, HaveARateOfTheirOwn) {
  test::Wav wav{.data = test::pcm16(test::noise(44100 * 3, 0.5f, 1)), .before = {}, .after = {}};
  wav.rate = 44100;
  wav.write(folder_ / "b.wav");
  std::size_t length = 0;
  cut_clips(folder_ / "b.wav", {}, std::vector<TimeSpan>{{1000ms, 2500ms}},
            [&](std::size_t, std::span<const float> clip) { length = clip.size(); });
  EXPECT_EQ(length, 24000u);
}

TEST_F(Clips, AsFlacHoldTheSameSamples) {
  const auto clip = part(1000, 30123);
  const std::string flac = flac_of(clip);
  EXPECT_EQ(flac.substr(0, 4), "fLaC");
  EXPECT_EQ(flac, flac_of(clip));
  std::ofstream(folder_ / "c.flac", std::ios::binary) << flac;
  AudioReader reader(folder_ / "c.flac");
  EXPECT_EQ(reader.info().rate, clip_rate);
  EXPECT_EQ(reader.info().channels, 1);
  EXPECT_EQ(all(reader), clip);
}

TEST_F(Clips, BeyondFullScaleAreCut) {
  std::ofstream(folder_ / "d.flac", std::ios::binary) << flac_of(std::vector<float>{2.0f, -2.0f, 0.5f, 0.0f});
  AudioReader reader(folder_ / "d.flac");
  EXPECT_EQ(all(reader), (std::vector<float>{32767.0f / 32768, -1.0f, 0.5f, 0.0f}));
}

TEST_F(Clips, OfWhatIsNoSoundAreRefused) {
  std::ofstream(folder_ / "e.wav") << "no sound";
  EXPECT_THROW(cut_clips(folder_ / "e.wav", {}, std::vector<TimeSpan>{{0ms, 1ms}}, {}), Error);
}

}  // namespace
}  // namespace lull
