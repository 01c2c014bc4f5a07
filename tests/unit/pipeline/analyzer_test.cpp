#include "lull/pipeline/analyzer.hpp"

#include <gtest/gtest.h>

#include <thread>

#include "support/signals.hpp"
#include "support/temporary_folder.hpp"
#include "support/tiny_model.hpp"
#include "support/wav.hpp"

namespace lull {
namespace {

class AnalyzerTest : public testing::Test {
 protected:
  AnalyzerTest() { test::TinyModel().write(folder_ / "tiny.safetensors"); }
  Session analyze(const std::vector<float>& samples, ReaderOptions reading = {}, Hands* hands = nullptr) {
    test::Wav{.data = test::pcm16(samples), .before = {}, .after = {}}.write(folder_ / "a.wav");
    const Model model = Model::load(folder_ / "tiny.safetensors");
    const Analyzer analyzer(model, PipelineOptions{});
    AudioReader reader(folder_ / "a.wav", reading);
    return analyzer.analyze(reader, hands);
  }
  test::TemporaryFolder folder_;
};

TEST_F(AnalyzerTest, AllThreeTracksExistAndTheWholeIsObserved) {
  const Session session = analyze(test::noise(40000, 0.1f, 1));
  EXPECT_TRUE(session.tracks.cry && session.tracks.adult && session.tracks.child);
  ASSERT_EQ(session.observed.size(), 1u);
  EXPECT_EQ(session.observed[0], (TimeSpan{Milliseconds{0}, Milliseconds{2500}}));
  EXPECT_EQ(session.level_dbfs.size(), 3u);
  EXPECT_EQ(session.spectrum.seconds.size(), 3u);
}

TEST_F(AnalyzerTest, EventsAreInOrderAndInsideTheRecording) {
  const Session session = analyze(test::noise(77777, 0.1f, 2));
  for (std::size_t i = 0; i < session.events.size(); ++i) {
    EXPECT_GE(session.events[i].when.begin, Milliseconds{0});
    EXPECT_LE(session.events[i].when.end, *session.recording.duration);
    EXPECT_FALSE(session.events[i].when.empty());
    if (i > 0) {
      EXPECT_FALSE(earlier(session.events[i], session.events[i - 1]));
    }
  }
}

TEST_F(AnalyzerTest, APauseOfExactZerosIsNotObserved) {
  auto samples = test::noise(16000 * 40, 0.1f, 3);
  for (float& x : samples) x += x >= 0 ? 0.001f : -0.001f;
  std::fill_n(samples.begin() + 16000 * 12, 16000 * 15, 0.0f);
  const Session session = analyze(samples);
  ASSERT_EQ(session.observed.size(), 2u);
  EXPECT_EQ(session.observed[0], (TimeSpan{Milliseconds{0}, Milliseconds{12000}}));
  EXPECT_EQ(session.observed[1], (TimeSpan{Milliseconds{27000}, Milliseconds{40000}}));
}

TEST_F(AnalyzerTest, TheBlocksOfTheReaderDoNotMatter) {
  const auto samples = test::noise(50001, 0.1f, 4);
  const Session whole = analyze(samples, {.channel = {}, .block = 60000});
  for (const std::size_t block : {1000u, 16384u}) {
    const Session cut = analyze(samples, {.channel = {}, .block = block});
    ASSERT_EQ(cut.events.size(), whole.events.size());
    for (std::size_t i = 0; i < whole.events.size(); ++i) {
      EXPECT_EQ(cut.events[i].when, whole.events[i].when);
      EXPECT_EQ(cut.events[i].confidence, whole.events[i].confidence);
    }
  }
}

TEST_F(AnalyzerTest, ThreadsThatHelpChangeNothing) {
  const auto samples = test::noise(16000 * 60, 0.1f, 5);
  const Session alone = analyze(samples);
  Hands hands(4);
  std::vector<std::jthread> idle;
  for (int i = 0; i < 3; ++i) idle.emplace_back([&] { hands.lend(); });
  const Session helped = analyze(samples, {}, &hands);
  hands.lend();
  ASSERT_EQ(helped.events.size(), alone.events.size());
  for (std::size_t i = 0; i < alone.events.size(); ++i) {
    EXPECT_EQ(helped.events[i].when, alone.events[i].when);
    EXPECT_EQ(helped.events[i].confidence, alone.events[i].confidence);
  }
  EXPECT_EQ(helped.level_dbfs, alone.level_dbfs);
  EXPECT_EQ(helped.spectrum.seconds, alone.spectrum.seconds);
}

TEST_F(AnalyzerTest, AnOperatingPointThatTheModelLacksIsRefused) {
  const Model model = Model::load(folder_ / "tiny.safetensors");
  PipelineOptions options;
  options.operating_point = "best";
  EXPECT_THROW(Analyzer(model, options), Error);
}

}  // namespace
}  // namespace lull
