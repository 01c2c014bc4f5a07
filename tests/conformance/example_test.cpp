#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "conformance/json_compare.hpp"
#include "lull/labels/rttm.hpp"
#include "lull/labels/uem.hpp"
#include "lull/report/metrics_json.hpp"
#include "lull/report/table.hpp"

namespace lull {
namespace {

const std::string folder = LULL_SOURCE_DIR "/tests/conformance/";

/// The worked example of 2.5 h with two gaps.
Session example() {
  Annotations annotations = read_annotations(folder + "example.rttm");
  Session session = annotations.sessions.at(0);
  observe(session, read_uem(folder + "example.uem"), std::nullopt);
  return session;
}

TEST(Example, EveryFieldOfTheReferenceMetricsIsMet) {
  const Session session = example();
  const SessionMetrics metrics = measure(session);
  const auto found = nlohmann::json::parse(metrics_json(session, metrics, {"reference", {}, {}, {}, {}}));
  std::ifstream in(folder + "example.metrics.json");
  auto expected = nlohmann::json::parse(in);
  for (const std::string& difference : test::differences(expected, found)) ADD_FAILURE() << difference;
}

TEST(Example, NothingIsMissingThatTheReferenceHas) {
  const Session session = example();
  const auto found = nlohmann::json::parse(metrics_json(session, measure(session), {}));
  std::ifstream in(folder + "example.metrics.json");
  const auto expected = nlohmann::json::parse(in);
  for (const auto& [pointer, reason] : found.at("na").items()) {
    if (pointer.starts_with("/attunement") || pointer.starts_with("/acoustics")) {
      EXPECT_EQ(reason, "no_audio") << pointer;
    } else if (pointer.starts_with("/emotion_words")) {
      EXPECT_EQ(reason, "no_transcript") << pointer;
    } else {
      EXPECT_TRUE(expected.at("na").contains(pointer)) << pointer;
    }
  }
}

TEST(Example, TheEpisodesFileIsThatOfTheReferenceByteForByte) {
  const std::vector<EpisodeRow> rows = measure(example()).episodes;
  std::ostringstream found, expected;
  write_csv_header<EpisodeRow>(found);
  write_csv_rows<EpisodeRow>(found, rows);
  expected << std::ifstream(folder + "example.episodes.csv").rdbuf();
  EXPECT_EQ(found.str(), expected.str());
}

TEST(Example, OurOwnSegmentsGiveTheSameBytesAgain) {
  const Session session = example();
  std::stringstream rttm, uem;
  write_rttm(rttm, session);
  write_uem(uem, session);
  Session again = read_rttm(rttm, "again").sessions.at(0);
  again.recording.path = session.recording.path;
  observe(again, read_uem(uem, "again"), std::nullopt);
  EXPECT_EQ(metrics_json(again, measure(again), {}), metrics_json(session, measure(session), {}));
}

}  // namespace
}  // namespace lull
