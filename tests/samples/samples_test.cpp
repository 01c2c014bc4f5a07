// The whole pipeline on the recordings in samples/, held to their truth: what the demo shows must be so.
#include <gtest/gtest.h>

#include <cmath>

#include "lull/labels/rttm.hpp"
#include "lull/labels/uem.hpp"
#include "lull/pipeline/analyzer.hpp"
#include "lull/response/metrics.hpp"

namespace lull {
namespace {

struct Pair {
  Session found, truth;
  SessionMetrics found_metrics, truth_metrics;
};

Pair analyzed(const std::string& name) {
  const std::string stem = LULL_SOURCE_DIR "/samples/" + name;
  const Model model = Model::load(LULL_SOURCE_DIR "/models/lull-v1.safetensors");
  const Analyzer analyzer(model, PipelineOptions{});
  AudioReader reader(stem + ".flac");
  Pair pair;
  pair.found = analyzer.analyze(reader);
  pair.truth = read_annotations(stem + ".rttm").sessions.at(0);
  observe(pair.truth, std::nullopt, pair.found.recording.duration);
  pair.found_metrics = measure(pair.found);
  pair.truth_metrics = measure(pair.truth);
  return pair;
}

double seconds_apart(Milliseconds a, Milliseconds b) { return std::abs(Seconds(a - b).count()); }

class Samples : public testing::TestWithParam<const char*> {};

TEST_P(Samples, EveryEpisodeIsFoundWhereItIs) {
  const Pair pair = analyzed(GetParam());
  const auto &found = pair.found_metrics.episodes, &truth = pair.truth_metrics.episodes;
  ASSERT_EQ(found.size(), truth.size());
  for (std::size_t i = 0; i < truth.size(); ++i) {
    EXPECT_LT(seconds_apart(found[i].onset_s, truth[i].onset_s), 1.0) << "episode " << i + 1;
    EXPECT_LT(seconds_apart(found[i].offset_s, truth[i].offset_s), 3.0) << "episode " << i + 1;
    EXPECT_EQ(found[i].calm_confirmed, truth[i].calm_confirmed) << "episode " << i + 1;
    EXPECT_EQ(found[i].left_censored, truth[i].left_censored) << "episode " << i + 1;
  }
}

TEST_P(Samples, EveryAnswerIsFoundWhenAndByWhomItComes) {
  const Pair pair = analyzed(GetParam());
  const auto &found = pair.found_metrics.episodes, &truth = pair.truth_metrics.episodes;
  ASSERT_EQ(found.size(), truth.size());
  for (std::size_t i = 0; i < truth.size(); ++i) {
    EXPECT_EQ(found[i].responded, truth[i].responded) << "episode " << i + 1;
    EXPECT_EQ(found[i].outcome, truth[i].outcome) << "episode " << i + 1;
    if (!found[i].latency_s || !truth[i].latency_s) continue;
    EXPECT_LT(seconds_apart(*found[i].latency_s, *truth[i].latency_s), 1.5) << "episode " << i + 1;
    EXPECT_EQ(found[i].responder, truth[i].responder) << "episode " << i + 1;
  }
}

TEST_P(Samples, NothingIsWrongWithTheRecording) { EXPECT_TRUE(analyzed(GetParam()).found.warnings.empty()); }

INSTANTIATE_TEST_SUITE_P(Both, Samples, testing::Values("answered", "unanswered"));

TEST(Samples, OneIsAnsweredAndOneLeftLongUnanswered) {
  const Pair answered = analyzed("answered"), unanswered = analyzed("unanswered");
  EXPECT_EQ(*answered.truth_metrics.response.ignored, 0);
  EXPECT_EQ(*answered.truth_metrics.repair.ruptures, 0);
  EXPECT_GE(*unanswered.truth_metrics.repair.ruptures, 1);
}

}  // namespace
}  // namespace lull
