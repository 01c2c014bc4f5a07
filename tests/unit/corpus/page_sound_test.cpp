#include "corpus/page_sound.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "lull/audio/reader.hpp"
#include "lull/core/sha256.hpp"
#include "lull/report/table.hpp"
#include "lull/response/episode_row.hpp"
#include "support/signals.hpp"
#include "support/temporary_folder.hpp"
#include "support/wav.hpp"

namespace lull::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// A session's folder as far as the page's sound needs it, and a recording of 40 s with two episodes.
class SoundOfAPage : public testing::Test {
 protected:
  SoundOfAPage() {
    fs::create_directories(session_);
    Wav{.data = pcm16(noise(16000 * 40, 0.3f, 9)), .before = {}, .after = {}}.write(recording_);
    describe("lull-v1", recording_, sha256_of_file(recording_));
    std::vector<EpisodeRow> rows(2);
    rows[0].episode = 1;
    rows[0].onset_s = 1s;
    rows[0].offset_s = 4500ms;
    rows[1].episode = 2;
    rows[1].onset_s = 10s;
    rows[1].offset_s = 35s;
    std::ofstream out(session_ / "episodes.csv");
    write_csv<EpisodeRow>(out, rows);
  }
  void describe(const char* model, const fs::path& path, const std::string& sha256) {
    nlohmann::json json;
    json["lull"]["model"]["id"] = model ? nlohmann::json(model) : nlohmann::json();
    json["lull"]["settings"]["channel"] = 0;
    json["recording"] = {{"path", path.string()}, {"sha256", sha256}};
    metrics_ = json.dump();
  }
  std::string problem() {
    try {
      page_sound(session_, metrics_, SoundOnPage::clips);
    } catch (const Error& error) {
      EXPECT_EQ(error.fault(), Fault::input);
      return error.what();
    }
    return "";
  }
  TemporaryFolder folder_;
  fs::path session_ = folder_ / "out/sessions/a", recording_ = folder_ / "a.wav";
  std::string metrics_;
};

TEST_F(SoundOfAPage, IsAClipAroundEachEpisode) {
  const PageSound sound = page_sound(session_, metrics_, SoundOnPage::clips);
  EXPECT_TRUE(sound.link.empty());
  EXPECT_EQ(sound.left_out, 0);
  ASSERT_EQ(sound.clips.size(), 2u);
  EXPECT_EQ(sound.clips[0].episode, 1);
  EXPECT_EQ(sound.clips[0].when, (TimeSpan{0ms, 6500ms}));  // two seconds around, from the start
  EXPECT_EQ(sound.clips[1].when, (TimeSpan{8s, 20s}));      // twelve at most
  std::ofstream(folder_ / "clip.flac", std::ios::binary) << sound.clips[1].flac;
  AudioReader clip(folder_ / "clip.flac"), whole(recording_);
  std::vector<float> cut, all;
  for (auto [reader, to] : {std::pair{&clip, &cut}, std::pair{&whole, &all}}) {
    for (bool more = true; more;) {
      const SampleBlock block = reader->read();
      to->insert(to->end(), block.data.begin(), block.data.end());
      more = !block.last;
    }
  }
  EXPECT_EQ(cut, std::vector<float>(all.begin() + 8 * 16000, all.begin() + 20 * 16000));
}

TEST_F(SoundOfAPage, IsALinkToTheRecording) {
  const PageSound sound = page_sound(session_, metrics_, SoundOnPage::link);
  EXPECT_TRUE(sound.clips.empty());
  EXPECT_EQ(sound.link, "../../../a.wav");
}

TEST_F(SoundOfAPage, NeedsTheRecordingThatWasAnalysed) {
  std::ofstream(recording_, std::ios::app) << "more";
  EXPECT_NE(problem().find("has changed since it was analysed"), std::string::npos);
  fs::remove(recording_);
  EXPECT_NE(problem().find("is not there any more"), std::string::npos);
  EXPECT_NE(problem().find("a.wav"), std::string::npos);
}

TEST_F(SoundOfAPage, IsNotThereWhereOnlyAnnotationsWere) {
  describe(nullptr, recording_, sha256_of_file(recording_));
  EXPECT_NE(problem().find("measured from annotations"), std::string::npos);
}

TEST_F(SoundOfAPage, IsThereWhereAnnotationsWereMeasuredWithTheirRecording) {
  describe(nullptr, recording_, sha256_of_file(recording_));
  auto json = nlohmann::json::parse(metrics_);
  json["recording"]["annotation_sha256"] = std::string(64, '0');
  metrics_ = json.dump();
  EXPECT_EQ(page_sound(session_, metrics_, SoundOnPage::clips).clips.size(), 2u);
}

TEST(RelativeAddress, EscapesWhatCouldMeanSomething) {
  EXPECT_EQ(relative_address("/data/in/a.wav", "/data/out/sessions/x"), "../../../in/a.wav");
  EXPECT_EQ(relative_address("/d/javascript:alert(1)", "/d"), "javascript%3Aalert%281%29");
  EXPECT_EQ(relative_address("/d/\"><img src=x>#?%20&'.wav", "/d/s"),
            "../%22%3E%3Cimg%20src%3Dx%3E%23%3F%2520%26%27.wav");
  EXPECT_EQ(relative_address("/d/\xC3\xA9\n.wav", "/d"), "%C3%A9%0A.wav");
}

}  // namespace
}  // namespace lull::test
