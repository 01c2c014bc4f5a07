// A click at a known time must come out at that time from every format, and a file that was cut must be said
// to be.
#include <gtest/gtest.h>

#include "support/temporary_folder.hpp"
#include "unit/audio/coded.hpp"

namespace lull::test {
namespace {

constexpr double click_s = 1.25, length_s = 2.5;

class Formats : public testing::TestWithParam<const char*> {
 protected:
  /// The click at `rate`, coded by ffmpeg: `ending` and the arguments that make it.
  std::filesystem::path coded(int rate) {
    clicks(length_s, {click_s}, rate).write(folder_ / "click.wav");
    const std::string parameter = GetParam();
    const std::size_t space = parameter.find(' ');
    const std::filesystem::path path = folder_ / ("coded." + parameter.substr(0, space));
    code(folder_ / "click.wav", space == std::string::npos ? "" : parameter.substr(space + 1), path);
    return path;
  }
  TemporaryFolder folder_;
};

TEST_P(Formats, AClickComesOutAtItsTime) {
  for (const int rate : {16000, 44100}) {
    const Heard heard = listen(coded(rate));
    EXPECT_NEAR(click_near(heard, click_s), click_s, 0.001) << GetParam() << " at " << rate;
    EXPECT_FALSE(heard.has(WarningCode::truncated)) << heard.text(WarningCode::truncated);
    // Whole within the padding of a coded frame or two.
    EXPECT_NEAR(static_cast<double>(heard.samples.size()) / static_cast<double>(heard.info.rate->hertz()),
                length_s, 0.07);
  }
}

TEST_P(Formats, ACutFileIsSaidToBeCutOrRefused) {
  const std::filesystem::path path = coded(16000);
  const auto whole = std::filesystem::file_size(path);
  std::filesystem::resize_file(path, whole * 6 / 10);
  const std::string parameter = GetParam();
  if (verdict(path) != "accepted") return;
  const Heard heard = listen(path);
  // MP3 without a header is a stream: it may end with any frame, and nothing in it says where it should.
  if (parameter.find("write_xing 0") != std::string::npos) {
    EXPECT_LT(heard.samples.size(), 16000u * 2);
    return;
  }
  EXPECT_TRUE(heard.has(WarningCode::truncated)) << parameter;
  EXPECT_FALSE(heard.has(WarningCode::decode_error)) << "one cause, one warning: " << parameter;
}

INSTANTIATE_TEST_SUITE_P(All, Formats,
                         testing::Values("flac", "mp3 -b:a 96k", "mp3 -b:a 96k -write_xing 0", "mp3 -q:a 4",
                                         "ogg -c:a libvorbis", "opus -c:a libopus", "m4a",
                                         "m4a -movflags +faststart", "m4a -c:a alac", "mp4",
                                         "mov -c:a pcm_s16le", "3gp -c:a aac", "aac", "webm -c:a libopus",
                                         "webm -c:a libvorbis", "wma", "w64", "aiff", "aiff -c:a pcm_s24be",
                                         "caf", "au", "au -c:a pcm_mulaw", "mka -c:a flac",
                                         "wav -rf64 always", "wav -c:a pcm_alaw", "wav -c:a pcm_mulaw",
                                         "wav -c:a pcm_s24le", "wav -c:a pcm_s32le", "wav -c:a pcm_f32le",
                                         "wav -c:a pcm_f64le", "wav -c:a pcm_u8"));

}  // namespace
}  // namespace lull::test
