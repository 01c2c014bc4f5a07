#include "lull/corpus/measurement.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include <nlohmann/json.hpp>

#include "lull/core/error.hpp"
#include "lull/core/sha256.hpp"
#include "lull/store/parquet_tables.hpp"
#include "support/signals.hpp"
#include "support/temporary_folder.hpp"
#include "support/wav.hpp"

namespace lull::test {
namespace {

namespace fs = std::filesystem;

class Measurement : public testing::Test {
 protected:
  fs::path file(const std::string& name, const std::string& text) {
    std::ofstream(folder_ / name) << text;
    return folder_ / name;
  }
  AnalysisResult run(const std::vector<fs::path>& annotations, const MeasurementOptions& options = {}) {
    const ResultsDirectory results(folder_ / "out");
    return measure_annotations(annotations, options, results, stop_, {});
  }
  nlohmann::json metrics_of(const std::string& id) {
    std::ifstream in(folder_ / ("out/sessions/" + id + "/metrics.json"));
    return nlohmann::json::parse(in);
  }
  TemporaryFolder folder_;
  std::atomic<bool> stop_{false};
};

const std::string one_cry =
    "SPEAKER kid 1 100 10 <NA> <NA> CRY <NA> <NA>\nSPEAKER kid 1 105 2 <NA> <NA> FEM <NA> <NA>\n";

TEST_F(Measurement, GivesARecordingForEachThatAFileNames) {
  const auto result = run({file("a.rttm", one_cry + "SPEAKER two 1 0 1 <NA> <NA> FEM <NA> <NA>\n")});
  ASSERT_EQ(result.recordings.size(), 2u);
  EXPECT_EQ(result.recordings[0].row.recording, "kid");
  EXPECT_EQ(result.recordings[0].row.responded, 1);
  EXPECT_EQ(result.recordings[1].row.recording, "two");
  EXPECT_TRUE(fs::exists(folder_ / "out/sessions/two/segments.rttm"));
}

TEST_F(Measurement, TablesAsParquetAreThereWhereAskedForAndGoWithTheirRun) {
  const fs::path one = file("a.rttm", one_cry), place = folder_ / "out";
  MeasurementOptions also;
  also.parquet = true;
  const auto there = [&](const char* name) { return fs::exists(place / name); };
  run({one}, also);
  for (const char* name : ParquetTables::files) EXPECT_TRUE(ParquetTables::wrote(place / name)) << name;
  run({one});
  for (const char* name : ParquetTables::files) EXPECT_FALSE(there(name)) << name;
  // Somebody else's stay, and are in the way of ours alone.
  std::ofstream(place / "segments.parquet") << "PAR1 somebody's PAR1";
  run({one});
  EXPECT_TRUE(there("segments.parquet"));
  EXPECT_THROW(run({one}, also), Error);
  EXPECT_FALSE(there("recordings.parquet"));
  also.force = true;
  run({one}, also);
  EXPECT_TRUE(ParquetTables::wrote(place / "segments.parquet"));
  run({one});
  fs::create_directory(place / "metrics.parquet");
  run({one});
  EXPECT_THROW(run({one}, also), Error);
  EXPECT_TRUE(fs::is_directory(place / "metrics.parquet"));
}

TEST_F(Measurement, TheUemSaysWhatWasAnnotated) {
  MeasurementOptions options;
  options.uem = file("a.uem", "kid 1 0.000 200.000\n");
  const auto result = run({file("a.rttm", one_cry)}, options);
  EXPECT_EQ(result.recordings[0].row.observed_s, Milliseconds{200000});
}

TEST_F(Measurement, ExportsReadBackAsTheSameSegments) {
  MeasurementOptions options;
  options.exports.assign(export_formats().begin(), export_formats().end());
  run({file("a.rttm", one_cry)}, options);
  for (const ExportFormat& each : export_formats()) {
    AnnotationOptions reading;
    reading.format = each.name;
    const auto again = read_annotations(folder_ / "out/sessions/kid" / each.file, reading);
    ASSERT_EQ(again.sessions.size(), 1u) << each.name;
    EXPECT_EQ(again.sessions[0].events.size(), 2u) << each.name;
    EXPECT_EQ(again.sessions[0].events.at(0).when, (TimeSpan{Milliseconds{100000}, Milliseconds{110000}}));
  }
  fs::remove(folder_ / "out/sessions/kid/segments.eaf");
  EXPECT_FALSE(run({folder_ / "a.rttm"}, options).recordings.at(0).kept);
  EXPECT_TRUE(run({folder_ / "a.rttm"}, options).recordings.at(0).kept);
}

TEST_F(Measurement, WhatOnlyTheUemNamesIsSaidToBeLeftOut) {
  MeasurementOptions options;
  options.uem = file("a.uem", "kid 1 0 200\nother 1 0 300\nthird 1 0 300\n");
  const auto result = run({file("a.rttm", one_cry)}, options);
  EXPECT_EQ(result.recordings.size(), 1u);
  ASSERT_EQ(result.notes.size(), 1u);
  EXPECT_NE(result.notes[0].find("other, third"), std::string::npos);
  options.uem = file("b.uem", "kid 1 0 200\n");
  options.force = true;
  EXPECT_TRUE(run({file("a.rttm", one_cry)}, options).notes.empty());
}

TEST_F(Measurement, AnEmptyFileOfTracksThatWereListenedForHasRealZeros) {
  MeasurementOptions options;
  options.tracks = TrackSet{};
  options.duration = Milliseconds{3600000};
  const auto result = run({file("quiet.rttm", "")}, options);
  ASSERT_EQ(result.recordings.size(), 1u);
  EXPECT_EQ(result.recordings[0].row.recording, "quiet");
  EXPECT_EQ(result.recordings[0].row.episodes, 0);
}

TEST_F(Measurement, AnEmptyFileBesideOthersIsOfItsOwnRecordingAlone) {
  MeasurementOptions options;
  options.uem = file("all.uem", "kid 1 0 200\nquiet 1 0 300\n");
  const auto result = run({file("kid.rttm", one_cry), file("quiet.rttm", "")}, options);
  ASSERT_EQ(result.recordings.size(), 2u);
  EXPECT_EQ(result.recordings[0].row.episodes, 1);
  EXPECT_EQ(result.recordings[1].row.recording, "quiet");
  EXPECT_EQ(result.recordings[1].row.observed_s, Milliseconds{300000});
  EXPECT_EQ(result.recordings[1].row.episodes, 0);
}

TEST_F(Measurement, WhatCannotBeReadIsARowBesideTheOthers) {
  const auto result = run({file("a.its", "<its/>"), folder_ / "missing.rttm", file("b.rttm", one_cry),
                           file("c.rttm", "SPEAKER bad 1 x 1 <NA> <NA> CRY <NA> <NA>\n")});
  ASSERT_EQ(result.recordings.size(), 4u);
  EXPECT_EQ(result.failed, 3u);
  EXPECT_EQ(result.recordings[2].row.status, "ok");
}

TEST_F(Measurement, AnErrorNamesTheFileOnceAndTheLine) {
  const auto result = run({file("a.its", "<its/>"), file("c.rttm", "SPEAKER bad 1 x 1 <NA> <NA> CRY\n")});
  EXPECT_TRUE(result.recordings[0].row.error.starts_with("line 1: ")) << result.recordings[0].row.error;
  EXPECT_TRUE(result.recordings[1].row.error.starts_with("line 1, recording bad: "))
      << result.recordings[1].row.error;
}

TEST_F(Measurement, APauseOfTheRecorderIsThereAgainInItsOwnSegments) {
  const std::string its =
      "<ITS><ProcessingUnit>"
      "<Recording startClockTime=\"2024-03-01T10:00:00Z\" startTime=\"PT0S\" endTime=\"PT60S\"><Pause>"
      "<Segment spkr=\"CHN\" startCry1=\"PT40S\" endCry1=\"PT58S\" startTime=\"PT40S\" endTime=\"PT58S\"/>"
      "</Pause></Recording>"
      "<Recording startClockTime=\"2024-03-01T11:00:00Z\" startTime=\"PT60S\" endTime=\"PT120S\"><Pause>"
      "<Segment spkr=\"CHN\" startCry1=\"PT61S\" endCry1=\"PT65S\" startTime=\"PT61S\" endTime=\"PT65S\"/>"
      "</Pause></Recording></ProcessingUnit></ITS>";
  const auto first = run({file("kid.its", its)}).recordings[0].row;
  EXPECT_EQ(first.episodes, 2);  // 3 s apart in the file
  MeasurementOptions options;
  options.tracks = TrackSet{.cry = true, .adult = false, .child = false};
  options.uem = folder_ / "out/sessions/kid/segments.uem";
  options.force = true;
  const auto again = run({folder_ / "out/sessions/kid/segments.rttm"}, options).recordings[0].row;
  EXPECT_EQ(again.episodes, 2);
  EXPECT_EQ(again.cry_s, first.cry_s);
}

TEST_F(Measurement, TheStartThatIsGivenComesBeforeTheOneThatIsKnown) {
  const auto annotation = file("kid.its",
                               "<ITS><ProcessingUnit><Recording startClockTime=\"2024-03-01T10:00:00Z\" "
                               "startTime=\"PT0S\" endTime=\"PT60S\"/></ProcessingUnit></ITS>");
  const auto start = [&](const MeasurementOptions& options) {
    run({annotation}, options);
    std::ifstream in(folder_ / "out/sessions/kid/metrics.json");
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::size_t at = text.find("\"start_time\"");
    return text.substr(at, text.find_first_of(",}", at) - at);
  };
  MeasurementOptions options;
  options.force = true;
  EXPECT_NE(start(options).find("2024-03-01T10:00:00Z"), std::string::npos);
  options.start_time = "21:30";
  EXPECT_NE(start(options).find("\"21:30\""), std::string::npos);
}

TEST_F(Measurement, IsKeptOnlyWhileTheUemIsTheSame) {
  MeasurementOptions options;
  options.uem = file("a.uem", "kid 1 0 200\n");
  const auto annotation = file("a.rttm", one_cry);
  run({annotation}, options);
  EXPECT_EQ(run({annotation}, options).kept, 1u);
  file("a.uem", "kid 1 0 300\n");
  EXPECT_THROW(run({annotation}, options), Error);
}

TEST_F(Measurement, ItsOwnSegmentsGiveTheSameRowAgain) {
  MeasurementOptions options;
  options.tracks = TrackSet{};
  const auto first = run({file("a.rttm", one_cry)}, options).recordings[0].row;
  options.uem = folder_ / "out/sessions/kid/segments.uem";
  options.force = true;
  auto again = run({folder_ / "out/sessions/kid/segments.rttm"}, options).recordings[0].row;
  EXPECT_EQ(again.observed_s, first.observed_s);
  EXPECT_EQ(again.cry_s, first.cry_s);
  EXPECT_EQ(again.na, first.na);
}

TEST_F(Measurement, EmotionWordsAreCountedWhereThereIsATranscript) {
  MeasurementOptions options;
  options.lexicon = file("mine.txt", "sad sadness\n");
  options.duration = Milliseconds{600000};
  const auto annotation = file("a.cha",
                               "@Begin\n@Participants:\tCHI Target_Child, MOT Mother\n"
                               "*CHI:\t&=cries . \x15"
                               "100000_110000\x15\n"
                               "*MOT:\tare you sad ? so sad ! \x15"
                               "105000_107000\x15\n@End\n");
  run({annotation}, options);
  const auto metrics = metrics_of("a");
  EXPECT_EQ(metrics["emotion_words"]["per_response"], 2.0);
  EXPECT_EQ(metrics["emotion_words"]["lexicon"], "mine");
  EXPECT_EQ(metrics["lull"]["settings"]["lexicon_sha256"].get<std::string>().size(), 64U);
  EXPECT_EQ(run({annotation}, options).kept, 1U);
  file("mine.txt", "angry\n");
  EXPECT_THROW(run({annotation}, options), Error) << "another list gives other numbers";
}

TEST_F(Measurement, WithoutATranscriptTheListDecidesNothing) {
  MeasurementOptions options;
  options.lexicon = folder_ / "not/there.txt";
  EXPECT_EQ(run({file("a.rttm", one_cry)}, options).failed, 0U);
  EXPECT_FALSE(metrics_of("kid")["lull"]["settings"].contains("lexicon_sha256"));
}

class MeasurementWithAudio : public Measurement {
 protected:
  MeasurementWithAudio() {
    fs::create_directories(folder_ / "sound/deep");
    record("sound/deep/kid.wav", 1);
    record("sound/other.wav", 2);
  }
  void record(const std::string& name, std::uint32_t seed) {
    Wav{.data = pcm16(noise(16000 * 12, 0.1f, seed)), .before = {}, .after = {}}.write(folder_ / name);
  }
  MeasurementOptions options() {
    MeasurementOptions options;
    options.audio = find_recordings({{folder_ / "sound"}}, folder_ / "out").recordings;
    return options;
  }
  const std::string cry_ = "SPEAKER kid 1 2 3 <NA> <NA> CRY <NA> <NA>\n";
};

TEST_F(MeasurementWithAudio, HearsTheRecordingOfThatName) {
  const auto result = run({file("a.rttm", cry_)}, options());
  EXPECT_TRUE(result.notes.empty());
  EXPECT_TRUE(result.recordings[0].row.path.ends_with("deep/kid.wav"));
  const auto metrics = metrics_of("kid");
  EXPECT_EQ(metrics["recording"]["duration_s"], 12.0);
  EXPECT_EQ(metrics["recording"]["sha256"], sha256_of_file(folder_ / "sound/deep/kid.wav"));
  EXPECT_EQ(metrics["recording"]["annotation_sha256"], sha256_of_file(folder_ / "a.rttm"));
  EXPECT_EQ(metrics["observed"]["seconds"], 12.0);
  EXPECT_TRUE(metrics["na"].dump().find("no_audio") == std::string::npos);
}

TEST_F(MeasurementWithAudio, WhatHasNoRecordingIsNotedAndMeasured) {
  const auto result = run({file("a.rttm", cry_ + "SPEAKER who 1 2 3 <NA> <NA> CRY <NA> <NA>\n")}, options());
  EXPECT_EQ(result.failed, 0u);
  ASSERT_EQ(result.notes.size(), 1u);
  EXPECT_NE(result.notes[0].find("no recording of who:"), std::string::npos);
  EXPECT_FALSE(metrics_of("who")["recording"].contains("annotation_sha256"));
}

TEST_F(MeasurementWithAudio, TheOnlyRecordingGoesWithTheOnlyAnnotation) {
  MeasurementOptions one = options();
  one.audio = find_recordings({{folder_ / "sound/other.wav"}}, folder_ / "out").recordings;
  EXPECT_TRUE(run({file("a.rttm", cry_)}, one).recordings[0].row.path.ends_with("other.wav"));
}

TEST_F(MeasurementWithAudio, TwoOfOneNameAreRefusedAndSoIsWhatCannotBeRead) {
  record("sound/kid.wav", 3);
  fs::create_directories(folder_ / "sound/more");
  record("sound/more/other.wav", 4);
  file("sound/broken.wav", "this is no recording");
  const auto result = run({file("a.rttm", cry_ + "SPEAKER x/other 1 2 3 <NA> <NA> CRY <NA> <NA>\n" +
                                              "SPEAKER broken 1 2 3 <NA> <NA> CRY <NA> <NA>\n")},
                          options());
  EXPECT_EQ(result.failed, 2u);
  EXPECT_TRUE(
      result.recordings[0].row.path.ends_with("sound/kid.wav"));  // the id itself, before its last part
  EXPECT_NE(result.recordings[1].row.error.find("which is 'x/other'?"), std::string::npos);
  EXPECT_NE(result.recordings[2].row.error.find("broken.wav"), std::string::npos);
}

TEST_F(MeasurementWithAudio, SegmentsBehindTheEndAreNoted) {
  const auto result = run({file("a.rttm", cry_ + "SPEAKER kid 1 12 3 <NA> <NA> FEM <NA> <NA>\n")}, options());
  ASSERT_EQ(result.notes.size(), 1u);
  EXPECT_NE(result.notes[0].find("deep/kid.wav: 1 of 2 annotated segments begin behind its end"),
            std::string::npos);
}

TEST_F(MeasurementWithAudio, ADatasetOfRecordingsTellsOfTheChild) {
  fs::create_directories(folder_ / "set/metadata");
  fs::create_directories(folder_ / "set/recordings/raw");
  record("set/recordings/raw/kid.wav", 1);
  file("set/metadata/recordings.csv",
       "recording_filename,child_id,date_iso,start_time\nkid.wav,c7,2024-03-01,07:05:00\n");
  file("set/metadata/children.csv", "child_id,child_dob\nc7,2024-01-01\n");
  MeasurementOptions options;
  options.audio = find_recordings({{folder_ / "set"}}, folder_ / "out").recordings;
  const RecordingRow row = run({file("a.rttm", cry_)}, options).recordings.at(0).row;
  EXPECT_EQ(row.child_id, "c7");
  EXPECT_EQ(row.child_age_days, 60);
  EXPECT_TRUE(row.start_time.value_or("").starts_with("2024-03-01"));
}

TEST_F(MeasurementWithAudio, IsDoneAgainWhenEitherFileChanges) {
  const auto again = [&] { return run({folder_ / "a.rttm"}, options()).kept; };
  file("a.rttm", cry_);
  EXPECT_EQ(again(), 0u);
  EXPECT_EQ(again(), 1u);
  record("sound/deep/kid.wav", 9);
  EXPECT_EQ(again(), 0u);
  file("a.rttm", cry_ + cry_);
  EXPECT_EQ(again(), 0u);
}

TEST_F(Measurement, ADatasetIsObservedWhereItWasAnnotated) {
  fs::create_directories(folder_ / "data/metadata");
  fs::create_directories(folder_ / "data/annotations/vcm/converted");
  file("data/metadata/annotations.csv",
       "set,recording_filename,range_onset,range_offset,annotation_filename\nvcm,day.wav,60000,120000,a.csv\n"
       "vcm,night.wav,0,9000,none.csv\n");
  file("data/annotations/vcm/converted/a.csv",
       "segment_onset,segment_offset,speaker_type,vcm_type\n70000,80000,CHI,Y\n");
  const auto result = run({folder_ / "data/"});
  ASSERT_EQ(result.recordings.size(), 2U);
  EXPECT_EQ(result.failed, 1U);
  const RecordingRow& row = result.recordings[0].row;
  EXPECT_EQ(row.recording, "day");
  EXPECT_EQ(row.observed_s, Milliseconds{60000});
  EXPECT_TRUE(row.path.ends_with("data/recordings/raw/day.wav"));
  EXPECT_NE(result.recordings[1].row.error.find("annotations.csv, line 3"), std::string::npos);
  EXPECT_EQ(run({folder_ / "data/"}).kept, 1U);
  file("data/annotations/vcm/converted/a.csv",
       "segment_onset,segment_offset,speaker_type,vcm_type\n70000,90000,CHI,Y\n");
  EXPECT_EQ(run({folder_ / "data/"}).kept, 0U);
}

TEST_F(Measurement, ADatasetTellsOfItsChildrenWithoutTheSound) {
  fs::create_directories(folder_ / "data/metadata");
  fs::create_directories(folder_ / "data/annotations/hand/converted");
  file("data/metadata/annotations.csv",
       "set,recording_filename,range_onset,range_offset,annotation_filename\nhand,kid/day.wav,0,90000,a.csv\n"
       "hand,night.wav,0,90000,a.csv\n");
  file("data/annotations/hand/converted/a.csv",
       "segment_onset,segment_offset,speaker_type\n70000,80000,FEM\n");
  file("data/metadata/recordings.csv",
       "recording_filename,child_id,date_iso,start_time\nkid/"
       "day.wav,c7,2024-03-01,07:05\nnight.wav,c8,NA,NA\n");
  file("data/metadata/children.csv", "child_id,child_dob\nc7,2024-01-01\n");
  const auto result = run({folder_ / "data"});
  ASSERT_EQ(result.recordings.size(), 2U);
  EXPECT_EQ(result.recordings[0].row.child_id, "c7");
  EXPECT_EQ(result.recordings[0].row.child_age_days, 60);
  EXPECT_EQ(result.recordings[1].row.child_id, "c8");
  EXPECT_EQ(result.recordings[1].row.child_age_days, std::nullopt);
  ASSERT_EQ(result.notes.size(), 1U);
  EXPECT_NE(result.notes[0].find("recordings.csv, line 3: the child's age cannot be told"),
            std::string::npos);
}

}  // namespace
}  // namespace lull::test
