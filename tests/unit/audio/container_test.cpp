// What the header says against what the file holds: every way in which libsndfile would lose audio without a
// word.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include "support/signals.hpp"
#include "support/temporary_folder.hpp"
#include "support/wav.hpp"
#include "unit/audio/listen.hpp"

namespace lull::test {
namespace {

class Container : public testing::Test {
 protected:
  Heard hear(const Wav& wav) {
    wav.write(path_);
    return listen(path_);
  }
  std::string judge(const std::string& bytes) {
    std::ofstream(path_, std::ios::binary) << bytes;
    return verdict(path_);
  }
  std::string judge(const Wav& wav) { return judge(wav.bytes()); }
  void write_big_endian(const std::string& samples) {
    const auto big = [](std::uint64_t value, int bytes) {
      const std::string turned = little(value, bytes);
      return std::string(turned.rbegin(), turned.rend());
    };
    std::ofstream(path_, std::ios::binary)
        << "RIFX" << big(36 + samples.size(), 4) << "WAVEfmt " << big(16, 4) << big(1, 2) << big(1, 2)
        << big(16000, 4) << big(32000, 4) << big(2, 2) << big(16, 2) << "data" << big(samples.size(), 4)
        << samples;
  }
  TemporaryFolder folder_;
  std::filesystem::path path_ = folder_ / "a.wav";
  Wav good_{.data = pcm16(sine(16000, 440, 0.3)), .before = {}, .after = {}};
};

TEST_F(Container, AGoodFileIsReadWithoutAWord) {
  const Heard heard = hear(good_);
  EXPECT_EQ(heard.samples.size(), 16000u);
  EXPECT_EQ(heard.info.duration, Milliseconds{1000});
  EXPECT_TRUE(heard.warnings.empty());
}

TEST_F(Container, DataSizeZeroIsReadToTheEndAndSaid) {
  good_.data_size = 0;
  const Heard heard = hear(good_);
  EXPECT_EQ(heard.samples.size(), 16000u);
  EXPECT_TRUE(heard.has(WarningCode::size_mismatch));
}

TEST_F(Container, DataSizeUnknownIsReadToTheEndAndSaid) {
  good_.data_size = 0xFFFFFFFF;
  const Heard heard = hear(good_);
  EXPECT_EQ(heard.samples.size(), 16000u);
  EXPECT_TRUE(heard.has(WarningCode::size_mismatch));
}

TEST_F(Container, DataSizeTooSmallIsReadToTheEndAndSaid) {
  good_.data_size = 1000;
  const Heard heard = hear(good_);
  EXPECT_EQ(heard.samples.size(), 16000u);
  EXPECT_NE(heard.text(WarningCode::size_mismatch).find("declares 1000 bytes"), std::string::npos);
}

TEST_F(Container, DataSizeTooLargeIsCutShort) {
  good_.data_size = 320000;
  const Heard heard = hear(good_);
  EXPECT_EQ(heard.samples.size(), 16000u);
  EXPECT_EQ(heard.text(WarningCode::truncated),
            "cut short: declares 160000 samples (10.000 s) but holds 16000 (1.000 s)");
}

TEST_F(Container, ACutFileIsCutShort) {
  judge(good_.bytes().substr(0, 1000));
  EXPECT_EQ(listen(path_).text(WarningCode::truncated),
            "cut short: declares 16000 samples (1.000 s) but holds 478 (0.030 s)");
}

TEST_F(Container, EveryCutInsideTheHeaderIsRefused) {
  for (const std::size_t size : {0u, 3u, 4u, 11u, 12u, 20u, 36u, 43u, 44u, 45u}) {
    EXPECT_NE(judge(good_.bytes().substr(0, size)), "accepted") << size;
  }
  EXPECT_EQ(judge(std::string()), "empty");
}

TEST_F(Container, ASecondDataChunkIsSaid) {
  good_.after = "data" + little(100, 4) + std::string(100, 'x');
  const Heard heard = hear(good_);
  EXPECT_EQ(heard.samples.size(), 16000u);
  EXPECT_TRUE(heard.has(WarningCode::trailing_data));
}

TEST_F(Container, ChunksBehindTheAudioAreNoAudio) {
  good_.after = "LIST" + little(0x7fffffff, 4) + "INFOINAM";
  EXPECT_EQ(hear(good_).samples.size(), 16000u);
  good_.after = std::string("ID3\x03\0\0\0\0\x0f\x7f", 10) + std::string(2047, '\0');
  EXPECT_EQ(hear(good_).samples.size(), 16000u);
  EXPECT_TRUE(hear(good_).warnings.empty());
}

TEST_F(Container, ChunksInFrontArePassedOver) {
  good_.before = "JUNK" + little(28, 4) + std::string(28, '\0');
  EXPECT_EQ(hear(good_).samples.size(), 16000u);
  good_.before = "abcd" + little(3, 4) + "xyz";  // odd, and the padding was forgotten
  EXPECT_EQ(hear(good_).samples.size(), 16000u);
}

TEST_F(Container, AHalfSampleAtTheEndIsLeftOut) {
  good_.data.pop_back();
  EXPECT_EQ(hear(good_).samples.size(), 15999u);
}

std::string ds64(std::uint64_t data_size) {
  return "ds64" + little(28, 4) + little(data_size + 72, 8) + little(data_size, 8) +
         little(data_size / 2, 8) + little(0, 4);
}

TEST_F(Container, Rf64AndBw64AreRead) {
  for (const char* mark : {"RF64", "BW64"}) {
    good_.mark = mark;
    good_.before = ds64(32000);
    good_.data_size = 0xFFFFFFFF;
    const Heard heard = hear(good_);
    EXPECT_EQ(heard.samples.size(), 16000u);
    EXPECT_TRUE(heard.warnings.empty()) << mark;
  }
}

TEST_F(Container, Rf64WithoutOrWithAbsurdSizesIsReadToTheEndAndSaid) {
  good_.mark = "RF64";
  good_.data_size = 0xFFFFFFFF;
  for (const std::string& front : {std::string(), ds64(std::uint64_t{1} << 62), ds64(~std::uint64_t{0})}) {
    good_.before = front;
    const Heard heard = hear(good_);
    EXPECT_EQ(heard.samples.size(), 16000u);
    EXPECT_TRUE(heard.has(WarningCode::size_mismatch));
  }
}

TEST_F(Container, WhatCannotBeIsRefusedInOurWords) {
  const auto with = [&](auto change) {
    Wav wav = good_;
    change(wav);
    return judge(wav);
  };
  EXPECT_EQ(with([](Wav& w) { w.rate = 0; }), "declares a sample rate of 0 Hz");
  EXPECT_EQ(with([](Wav& w) { w.rate = 1; }), "declares a sample rate of 1 Hz");
  EXPECT_EQ(with([](Wav& w) { w.rate = 0xFFFFFFFF; }), "declares a sample rate of 4294967295 Hz");
  EXPECT_EQ(with([](Wav& w) { w.channels = 0; }), "declares no channels");
  EXPECT_EQ(with([](Wav& w) { w.channels = 65535; }), "declares 65535 channels");
  EXPECT_EQ(with([](Wav& w) { w.bits = 0; }), "declares 0 bits a sample");
  EXPECT_EQ(with([](Wav& w) { w.bits = 7; }), "declares 7 bits a sample");
  EXPECT_EQ(with([](Wav& w) { w.tag = 0x1234; }),
            "its samples are coded in a way that is not read (format 4660)");
  EXPECT_EQ(with([](Wav& w) { w.data.clear(); }), "holds no audio");
  EXPECT_EQ(with([](Wav& w) { w.block = 0; }), "accepted");  // the widths say enough
}

TEST_F(Container, WhatIsNoAudioIsNamed) {
  EXPECT_EQ(judge("<html><body>404 Not Found</body></html>"), "a web page");
  EXPECT_EQ(judge("version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"),
            "a pointer of Git LFS, not the recording itself");
  EXPECT_EQ(judge("PK\x03\x04" + std::string(60, '\0')), "a ZIP archive");
  EXPECT_EQ(judge("this is no audio, it is a line of text\n"), "text, no recording");
  EXPECT_EQ(judge(std::string("\0\x05\x16\x07", 4) + std::string(78, '\0')),
            "a Mac resource file (AppleDouble), no recording");
  EXPECT_EQ(judge("RIFF" + little(4, 4) + "WAVE"), "cut short inside its header");
}

TEST_F(Container, CodingsThatAreNotReadAreNamed) {
  const auto coded_as = [&](int tag) {
    Wav wav = good_;
    wav.tag = tag;
    return judge(wav);
  };
  EXPECT_EQ(coded_as(2), "its samples are coded in a way that is not read (Microsoft ADPCM)");
  EXPECT_EQ(coded_as(17), "its samples are coded in a way that is not read (IMA ADPCM)");
  EXPECT_EQ(coded_as(49), "its samples are coded in a way that is not read (GSM 6.10)");
}

TEST_F(Container, KindsOfAudioThatAreNotReadAreNamed) {
  EXPECT_EQ(judge("NIST_1A\n   1024\n"), "a NIST SPHERE file, which is not read");
  EXPECT_EQ(judge("FORM" + std::string(4, '\0') + "8SVXVHDR"), "an Amiga sound (SVX), which is not read");
  EXPECT_EQ(judge(" paf" + std::string(60, '\0')), "an Ensoniq PARIS file, which is not read");
  EXPECT_EQ(judge("\x03"
                  "ds2" +
                  std::string(60, '\0')),
            "an Olympus or Philips dictation (DS2), which is not read");
  EXPECT_EQ(judge("RIFF" + little(100, 4) + "AVI LIST"), "an AVI video, which is not read");
}

TEST_F(Container, BytesWithoutAnyMeaningAreRefused) {
  std::string bytes;
  for (unsigned i = 0; i < 4096; ++i) bytes += static_cast<char>((i * i * 31 + i) >> 3);
  EXPECT_EQ(judge(bytes), "no recording of a kind that is read");
}

TEST_F(Container, ChannelsAndRatesUpToTheLimitsAreRead) {
  good_.channels = 64;
  EXPECT_EQ(judge(good_), "accepted");
  good_.channels = 65;
  EXPECT_EQ(judge(good_), "declares 65 channels");
  good_.channels = 1;
  for (const std::uint64_t rate : {4000u, 384000u}) {
    good_.rate = rate;
    EXPECT_EQ(judge(good_), "accepted") << rate;
  }
  for (const std::uint64_t rate : {3999u, 384001u}) {
    good_.rate = rate;
    EXPECT_EQ(judge(good_), "declares a sample rate of " + std::to_string(rate) + " Hz");
  }
}

TEST_F(Container, BigEndianAndExtensibleHeadersAreRead) {
  const auto samples = pcm16(sine(16000, 440, 0.3));
  std::string swapped = samples;
  for (std::size_t i = 0; i + 1 < swapped.size(); i += 2) std::swap(swapped[i], swapped[i + 1]);
  write_big_endian(swapped);
  EXPECT_EQ(listen(path_).samples, hear(good_).samples);
  // The extensible format: its tag, then 22 bytes more, of which the true tag is at 8.
  const std::string format = "fmt " + little(40, 4) + little(0xFFFE, 2) + little(1, 2) + little(16000, 4) +
                             little(32000, 4) + little(2, 2) + little(16, 2) + little(22, 2) + little(16, 2) +
                             little(4, 4) + little(1, 2) +
                             std::string("\0\0\0\0\x10\0\x80\0\0\xaa\0\x38\x9b\x71", 14);
  const std::string body = "WAVE" + format + "data" + little(samples.size(), 4) + samples;
  EXPECT_EQ(judge("RIFF" + little(body.size(), 4) + body), "accepted");
  EXPECT_EQ(listen(path_).samples, hear(good_).samples);
}

TEST_F(Container, AWavNamedFlacIsRead) {
  good_.write(folder_ / "b.flac");
  EXPECT_EQ(listen(folder_ / "b.flac").samples.size(), 16000u);
}

TEST_F(Container, WhatIsNoFileIsRefusedAndNeverWaitedFor) {
  EXPECT_EQ(verdict(folder_.path()), "a folder, no recording");
  const std::filesystem::path pipe = folder_ / "pipe.wav";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_EQ(verdict(pipe), "no regular file");
  EXPECT_EQ(verdict(folder_ / "nothing.wav"), "cannot be read: No such file or directory");
}

}  // namespace
}  // namespace lull::test
