#include "pipeline/scoring.hpp"

#include <gtest/gtest.h>

#include <latch>
#include <limits>
#include <optional>
#include <set>
#include <thread>

#include "events/voicing.hpp"
#include "features/spectra.hpp"
#include "stages/joined.hpp"
#include "support/signals.hpp"
#include "support/temporary_folder.hpp"
#include "support/tiny_model.hpp"
#include "support/wav.hpp"

namespace lull::test {
namespace {

/// How a recording is walked.
struct Walk {
  int threads = 1;
  std::size_t slab = Scoring::usual_slab;
  std::size_t block = 16384;  // samples of a read
};

class ScoringTest : public testing::Test {
 protected:
  ScoringTest() : model_(load()), plan_(model_.features()) {}

  Model load() {
    TinyModel().write(folder_ / "model");
    return Model::load(folder_ / "model");
  }
  std::filesystem::path recording(const std::vector<float>& samples, std::uint64_t rate = 16000) {
    Wav{.data = pcm16(samples), .rate = rate, .before = {}, .after = {}}.write(folder_ / "a.wav");
    return folder_ / "a.wav";
  }

  /// The plain way: one stage after the other, in one thread.
  Joined plainly(const std::filesystem::path& path) const {
    AudioReader reader(path);
    Resampler resampler(ResamplerPlan(*reader.info().rate, plan_.grid().rate));
    Spectra spectra(plan_);
    Frames frames(plan_, spectra);
    Classifier classifier(model_);
    Voicing voicing(thresholds_, spectra);
    Joined out;
    while (!out.ended) out.take(voicing.push(classifier.push(frames.push(resampler.push(reader.read())))));
    return out;
  }

  Joined together(const std::filesystem::path& path, const Walk& walk) {
    AudioReader reader(path, {.channel = {}, .block = walk.block});
    Joined out;
    Scoring scoring(
        {model_, plan_, thresholds_}, reader,
        [&](const ScoreBlock& block) {
          EXPECT_FALSE(out.ended);
          joiners_.insert(std::this_thread::get_id());
          out.take(block);
        },
        walk.slab);
    std::latch all(walk.threads);
    {
      std::vector<std::jthread> threads;
      for (int i = 0; i < walk.threads; ++i) {
        threads.emplace_back([&] {
          all.arrive_and_wait();
          scoring.work();
        });
      }
    }
    scoring.finish();
    return out;
  }

  void expect_the_same(const std::filesystem::path& path, const Walk& walk) {
    const Joined plain = plainly(path), shared = together(path, walk);
    EXPECT_EQ(shared.numbers, plain.numbers)  // to the bit
        << walk.threads << " threads, slabs of " << walk.slab << ", blocks of " << walk.block;
    EXPECT_TRUE(shared.positions_follow);
    EXPECT_TRUE(shared.ended);
  }

  TemporaryFolder folder_;
  Model model_;
  FramePlan plan_;
  OperatingPoint thresholds_;
  std::set<std::thread::id> joiners_;  // threads that handed scores to the sink
};

/// Voices and pauses: all stages have something to say.
std::vector<float> sound(std::size_t samples, std::uint32_t seed) {
  auto out = noise(samples, 0.02f, seed);
  const auto tone = voiced(samples, 440, 0.2);
  for (std::size_t i = 0; i < samples; ++i) {
    if (i / 9000 % 3 == 1) out[i] += tone[i];
  }
  return out;
}

TEST_F(ScoringTest, NeitherThreadsNorSlabsNorBlocksChangeAnyNumber) {
  const auto path = recording(sound(16000 * 12 + 77, 1));
  for (const int threads : {1, 2, 4}) {
    for (const std::size_t slab : {1u, 50u, 333u, 4096u}) {
      for (const std::size_t block : {700u, 16384u}) expect_the_same(path, {threads, slab, block});
    }
  }
  EXPECT_GE(joiners_.size(), 2u);
}

TEST_F(ScoringTest, ShortRecordingsAndEndsAtASlabsEdgeAreWhole) {
  constexpr std::size_t hop = 160, window = 400;
  for (const std::size_t frames : {0u, 1u, 15u, 16u, 17u, 160u, 175u, 176u, 177u}) {
    for (const std::size_t samples : {frames * hop + 1, frames * hop + window}) {
      const auto path = recording(sound(samples, 2));
      for (const std::size_t slab : {16u, 160u}) {
        expect_the_same(path, {3, slab, hop});
        expect_the_same(path, {3, slab, samples});  // the end comes on an empty block
      }
    }
  }
}

TEST_F(ScoringTest, WhatTheRecorderLeftOutStaysSilent) {
  auto samples = sound(16000 * 26, 3);
  std::fill_n(samples.begin() + 16000 * 8, 16000 * 15, 0.0f);
  expect_the_same(recording(samples), {3, 100, 4000});
}

TEST_F(ScoringTest, AnotherSampleRateGivesTheSameToo) {
  expect_the_same(recording(sound(44100 * 6, 4), 44100), {3, 120, 3000});
}

TEST_F(ScoringTest, AFileThatWasCutGivesWhatIsThere) {
  const auto path = recording(sound(16000 * 12, 5));
  std::filesystem::resize_file(path, 16000 * 15 + 1);
  expect_the_same(path, {3, 64, 2000});
}

TEST_F(ScoringTest, WhatTheReaderThrowsEndsAllThreads) {
  auto samples = sound(16000 * 10, 6);
  std::fill_n(samples.begin(), samples.size() * 2 / 3, std::numeric_limits<float>::quiet_NaN());
  Wav{.data = float32(samples), .bits = 32, .tag = 3, .before = {}, .after = {}}.write(folder_ / "a.wav");
  for (const int threads : {1, 4}) {
    EXPECT_THROW((void)together(folder_ / "a.wav", {threads, 32, 1000}), Error);
  }
}

TEST_F(ScoringTest, WhatTheSinkThrowsEndsAllThreads) {
  const auto path = recording(sound(16000 * 10, 7));
  AudioReader reader(path, {.channel = {}, .block = 1000});
  int calls = 0;
  Scoring scoring(
      {model_, plan_, thresholds_}, reader,
      [&](const ScoreBlock&) {
        if (++calls == 3) throw std::bad_alloc();
      },
      32);
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back([&] { scoring.work(); });
  }
  EXPECT_THROW(scoring.finish(), std::bad_alloc);
  EXPECT_EQ(calls, 3);
}

TEST_F(ScoringTest, WhoComesLateJoinsInTheMiddle) {
  const auto path = recording(sound(16000 * 20, 8));
  AudioReader reader(path, {.channel = {}, .block = 1000});
  Joined out;
  bool began = false;
  std::jthread late;
  std::optional<Scoring> scoring;
  scoring.emplace(
      Scoring::Tools{model_, plan_, thresholds_}, reader,
      [&](const ScoreBlock& block) {
        out.take(block);
        if (began || out.next < 300) return;
        began = true;
        late = std::jthread([&] { scoring->work(); });
      },
      40);
  scoring->work();
  late.join();
  scoring->finish();
  EXPECT_EQ(out.numbers, plainly(path).numbers);
}

}  // namespace
}  // namespace lull::test
