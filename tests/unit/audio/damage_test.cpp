// Files that are damaged inside, joined, or longer than they say: nothing may be lost or shifted without a
// word.
#include <gtest/gtest.h>

#include "support/temporary_folder.hpp"
#include "unit/audio/coded.hpp"

namespace lull::test {
namespace {

class Damage : public testing::Test {
 protected:
  Damage() { clicks(length_s, {early_s, late_s}, rate).write(folder_ / "clicks.wav"); }

  /// The clicks coded with the given ending and arguments; with `hurt`, 3000 bytes in the middle are
  /// scrambled.
  std::filesystem::path coded(const std::string& ending, const std::string& arguments, bool hurt = false) {
    const std::filesystem::path path = folder_ / ("coded." + ending);
    code(folder_ / "clicks.wav", arguments, path);
    std::string bytes = bytes_of(path);
    if (hurt) {
      for (std::size_t i = bytes.size() / 2; i < bytes.size() / 2 + 3000; ++i)
        bytes[i] = static_cast<char>(bytes[i] * 7 + static_cast<char>(i));
    }
    write_bytes(path, bytes);
    return path;
  }

  static constexpr double length_s = 20, early_s = 2, late_s = 18;
  static constexpr int rate = 16000;
  TemporaryFolder folder_;
};

TEST_F(Damage, InTheMiddleKeepsTheTimeOfWhatFollows) {
  for (const auto& [ending, arguments] :
       std::vector<std::pair<std::string, std::string>>{{"flac", ""},
                                                        {"mp3", "-b:a 64k"},
                                                        {"mp3", "-b:a 64k -write_xing 0"},
                                                        {"ogg", "-c:a libvorbis"},
                                                        {"opus", "-c:a libopus"},
                                                        {"m4a", ""},
                                                        {"3gp", "-c:a aac"},
                                                        {"mka", "-c:a flac"}}) {
    const Heard heard = listen(coded(ending, arguments, true));
    EXPECT_NEAR(click_near(heard, early_s), early_s, 0.001) << ending << " " << arguments;
    // An MP3 frame's place behind the damage is known by its bytes only: to a frame of 36 ms.
    EXPECT_NEAR(click_near(heard, late_s), late_s, ending == "mp3" ? 0.08 : 0.012)
        << ending << " " << arguments;
    EXPECT_NE(heard.text(WarningCode::decode_error).find("were read as silence"), std::string::npos)
        << ending << ": " << heard.text(WarningCode::decode_error);
    EXPECT_FALSE(heard.has(WarningCode::truncated)) << ending;
  }
}

TEST_F(Damage, OfAStreamWithoutTimesIsSaidToShiftThem) {
  const std::string text = listen(coded("aac", "", true)).text(WarningCode::decode_error);
  EXPECT_NE(text.find("what follows may lie earlier"), std::string::npos) << text;
}

TEST_F(Damage, TwoStreamsInOneFileAreReadAsOne) {
  for (const auto& [ending, arguments] : std::vector<std::pair<std::string, std::string>>{
           {"mp3", "-b:a 64k"}, {"ogg", "-c:a libvorbis"}, {"opus", "-c:a libopus"}}) {
    const std::filesystem::path path = coded(ending, arguments);
    const std::string one = bytes_of(path);
    write_bytes(path, one + one);
    const Heard heard = listen(path);
    EXPECT_EQ(heard.text(WarningCode::chained_stream),
              "2 streams one after the other in one file; read as one recording");
    EXPECT_EQ(heard.info.duration, Milliseconds{40000}) << ending;
    EXPECT_NEAR(click_near(heard, length_s + late_s), length_s + late_s, 0.001) << ending;
    EXPECT_EQ(heard.warnings.size(), 1u) << ending;
  }
}

TEST_F(Damage, AStreamOfAnotherRateEndsTheRecordingAndIsSaid) {
  const std::string one = bytes_of(coded("mp3", "-b:a 64k")),
                    other = bytes_of(coded("mp3", "-b:a 64k -ar 32000"));
  write_bytes(folder_ / "both.mp3", one + other);
  const Heard heard = listen(folder_ / "both.mp3");
  EXPECT_EQ(heard.info.duration, Milliseconds{20000});
  EXPECT_EQ(
      heard.text(WarningCode::decode_error),
      "damaged at 20.000 s (the sample rate or the number of channels changes); nothing behind it was read");
}

TEST_F(Damage, WhatIsNoAudioBehindAnMp3IsSaidAndTagsAreNot) {
  const std::filesystem::path path = coded("mp3", "-b:a 64k");
  const std::string one = bytes_of(path);
  write_bytes(path, one + std::string(5000, 'x'));
  EXPECT_EQ(listen(path).text(WarningCode::trailing_data),
            "5000 bytes that are no audio follow the recording; not read");
  write_bytes(path, one + "TAG" + std::string(125, ' '));
  EXPECT_TRUE(listen(path).warnings.empty());
  write_bytes(path, one + std::string(5000, '\0'));
  EXPECT_TRUE(listen(path).warnings.empty());
}

TEST_F(Damage, AnMp3BehindALongTagOrBehindZerosIsRead) {
  const std::filesystem::path path = coded("mp3", "-b:a 64k");
  const std::string one = bytes_of(path).substr(45);  // without ffmpeg's own tag, which is the next test's
  write_bytes(path,
              std::string("ID3\x03\0\0\0\x10\0\0", 10) + std::string(std::size_t{0x10} << 14, '\0') + one);
  EXPECT_NEAR(click_near(listen(path), late_s), late_s, 0.001);
  write_bytes(path, std::string(3000, '\0') + one);
  EXPECT_NEAR(click_near(listen(path), late_s), late_s, 0.1);
}

TEST_F(Damage, AFlacThatIsLongerThanItSaysIsReadWhole) {
  const std::filesystem::path path = coded("flac", "");
  std::string bytes = bytes_of(path);
  // The number of samples: 36 bits that end the first 18 bytes of STREAMINFO, which starts at byte 8.
  bytes[8 + 14] = bytes[8 + 15] = 0;
  bytes[8 + 16] = 0x40;
  bytes[8 + 17] = 0;
  write_bytes(path, bytes);
  const Heard heard = listen(path);
  EXPECT_EQ(heard.samples.size(), 320000u);
  EXPECT_EQ(heard.text(WarningCode::size_mismatch),
            "declares 16384 samples (1.024 s) but holds 320000 (20.000 s); all were read");
}

TEST_F(Damage, AFlacWithoutALengthIsReadAndSaid) {
  const std::filesystem::path path = coded("flac", "");
  std::string bytes = bytes_of(path);
  std::fill_n(bytes.begin() + 8 + 14, 4, '\0');
  write_bytes(path, bytes);
  const Heard heard = listen(path);
  EXPECT_EQ(heard.samples.size(), 320000u);
  EXPECT_TRUE(heard.has(WarningCode::unknown_length));
}

TEST_F(Damage, WhatFollowsAFlacAndIsNoneIsSaid) {
  const std::filesystem::path path = coded("flac", "");
  write_bytes(path, bytes_of(path) + std::string(50000, 'x'));
  const Heard heard = listen(path);
  EXPECT_EQ(heard.samples.size(), 320000u);
  EXPECT_TRUE(heard.has(WarningCode::trailing_data));
}

TEST_F(Damage, AnM4aWithoutItsIndexIsRefusedWithTheReason) {
  const std::filesystem::path path = coded("m4a", "");
  std::filesystem::resize_file(path, std::filesystem::file_size(path) * 6 / 10);
  EXPECT_EQ(verdict(path), "the index at the end of the file (moov) is missing or damaged");
}

TEST_F(Damage, NothingIsPrintedByTheDecoders) {
  testing::internal::CaptureStderr();
  testing::internal::CaptureStdout();
  for (const char* ending : {"mp3", "ogg", "m4a", "flac", "aac"}) listen(coded(ending, "", true));
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "");
}

TEST_F(Damage, APauseInAVideosTimeStampsBecomesSilence) {
  // Two pieces of one recording, 11 s apart by their time stamps, as a recorder writes that was paused.
  const std::filesystem::path path = folder_ / "paused.mka";
  code(folder_ / "clicks.wav", "-af \"asetpts='PTS+gte(T,10)*11/TB'\" -c:a flac", path);
  const Heard heard = listen(path);
  EXPECT_NEAR(click_near(heard, late_s + 11), late_s + 11, 0.11);
  EXPECT_TRUE(heard.has(WarningCode::digital_silence));
  EXPECT_NE(heard.text(WarningCode::decode_error).find("its time stamps leave a hole"), std::string::npos);
}

TEST(Amr, FramesOfTwentyMillisecondsAreRead) {
  // 12.2 kbit/s: a byte of kind and 31 of speech; zeros decode to something faint.
  TemporaryFolder folder;
  std::string bytes = "#!AMR\n";
  for (int i = 0; i < 100; ++i) bytes += "\x3c" + std::string(31, '\0');
  write_bytes(folder / "a.amr", bytes);
  const Heard heard = listen(folder / "a.amr");
  EXPECT_EQ(heard.info.rate->hertz(), 8000);
  EXPECT_EQ(heard.info.duration, Milliseconds{2000});
  code(folder / "a.amr", "-c copy", folder / "a.3gp");
  EXPECT_EQ(listen(folder / "a.3gp").info.duration, Milliseconds{2000});
}

}  // namespace
}  // namespace lull::test
