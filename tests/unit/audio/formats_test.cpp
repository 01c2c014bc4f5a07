// A click at a known time must come out at that time from every format, and a file that was cut must be said to be.
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <map>

#include "lull/audio/resampler.hpp"
#include "support/signals.hpp"
#include "support/temporary_folder.hpp"
#include "support/wav.hpp"
#include "unit/audio/listen.hpp"

namespace lull::test {
namespace {

constexpr double click_s = 1.25, length_s = 2.5;

/// Two and a half seconds of faint noise with 2 ms of 3 kHz at 1.25 s.
Wav click_recording(int rate) {
  auto samples = noise(static_cast<std::size_t>(length_s * rate), 2e-4f, 9);
  const auto start = static_cast<std::size_t>(click_s * rate), count = static_cast<std::size_t>(rate / 500);
  for (std::size_t i = 0; i < count; ++i) {
    const double t = static_cast<double>(i) / rate;
    const double shape = 0.5 - 0.5 * std::cos(2 * std::numbers::pi * static_cast<double>(i) / static_cast<double>(count));
    samples[start + i] += static_cast<float>(0.8 * shape * std::sin(2 * std::numbers::pi * 3000 * t));
  }
  return {.data = pcm16(samples), .rate = static_cast<std::uint64_t>(rate), .before = {}, .after = {}};
}

/// Centre of the energy of the loudest 20 ms, in seconds; the click's own centre lies 1 ms after its start.
double click_time(const Heard& heard) {
  const double rate = static_cast<double>(heard.info.rate->hertz());
  const auto& x = heard.samples;
  const auto loudest = std::max_element(x.begin(), x.end(), [](float a, float b) { return std::abs(a) < std::abs(b); }) - x.begin();
  double energy = 0, moment = 0;
  const auto reach = static_cast<std::ptrdiff_t>(rate / 100);
  for (auto i = std::max<std::ptrdiff_t>(0, loudest - reach); i < std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(x.size()), loudest + reach); ++i) {
    const double power = std::pow(static_cast<double>(x[static_cast<std::size_t>(i)]), 2);
    energy += power;
    moment += power * static_cast<double>(i);
  }
  return moment / energy / rate - 0.001;
}

class Formats : public testing::TestWithParam<const char*> {
 protected:
  /// The click at `rate`, coded by ffmpeg: `ending` and the arguments that make it.
  std::filesystem::path coded(int rate) {
    click_recording(rate).write(folder_ / "click.wav");
    const std::string parameter = GetParam();
    const std::size_t space = parameter.find(' ');
    const std::filesystem::path path = folder_ / ("coded." + parameter.substr(0, space));
    const std::string command = std::string(LULL_FFMPEG) + " -v error -y -i " + (folder_ / "click.wav").string() + " " +
                                (space == std::string::npos ? "" : parameter.substr(space + 1)) + " " + path.string();
    EXPECT_EQ(std::system(command.c_str()), 0) << command;
    return path;
  }
  TemporaryFolder folder_;
};

TEST_P(Formats, AClickComesOutAtItsTime) {
  for (const int rate : {16000, 44100}) {
    const Heard heard = listen(coded(rate));
    EXPECT_NEAR(click_time(heard), click_s, 0.001) << GetParam() << " at " << rate;
    EXPECT_FALSE(heard.has(WarningCode::truncated)) << heard.text(WarningCode::truncated);
    // Whole within the padding of a coded frame or two.
    EXPECT_NEAR(static_cast<double>(heard.samples.size()) / static_cast<double>(heard.info.rate->hertz()), length_s, 0.07);
  }
}

TEST_P(Formats, ACutFileIsSaidToBeCutOrRefused) {
  const std::filesystem::path path = coded(16000);
  const auto whole = std::filesystem::file_size(path);
  std::filesystem::resize_file(path, whole * 6 / 10);
  const std::string parameter = GetParam();
  if (verdict(path) != "accepted") return;
  const Heard heard = listen(path);
  // Raw AAC and MP3 without a header are streams: they may end anywhere, and nothing in them says where they should.
  if (parameter.starts_with("aac") || parameter.find("write_xing 0") != std::string::npos) {
    EXPECT_LT(heard.samples.size(), 16000u * 2);
    return;
  }
  EXPECT_TRUE(heard.has(WarningCode::truncated) || heard.has(WarningCode::decode_error)) << parameter;
}

INSTANTIATE_TEST_SUITE_P(All, Formats,
                         testing::Values("flac", "mp3 -b:a 96k", "mp3 -b:a 96k -write_xing 0", "ogg -c:a libvorbis",
                                         "opus -c:a libopus", "m4a", "mp4", "3gp -c:a aac", "aac", "webm -c:a libopus",
                                         "wma", "w64", "aiff", "caf", "au", "mka -c:a flac", "wav -rf64 always",
                                         "wav -c:a pcm_alaw", "wav -c:a pcm_mulaw", "wav -c:a pcm_s32le"));

TEST(ChainedOgg, IsReadWholeAndSaid) {
  TemporaryFolder folder;
  click_recording(16000).write(folder / "click.wav");
  const std::string out = (folder / "one.ogg").string();
  ASSERT_EQ(std::system((std::string(LULL_FFMPEG) + " -v error -i " + (folder / "click.wav").string() + " -c:a libvorbis " + out).c_str()), 0);
  std::ifstream in(out, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  std::ofstream(folder / "two.ogg", std::ios::binary) << bytes << bytes;
  const Heard heard = listen(folder / "two.ogg");
  EXPECT_TRUE(heard.has(WarningCode::chained_stream));
  EXPECT_NEAR(static_cast<double>(heard.samples.size()) / 16000, 2 * length_s, 0.07);
}

}  // namespace
}  // namespace lull::test
