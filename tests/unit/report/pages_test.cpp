#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <sstream>

#include "lull/core/error.hpp"
#include "lull/report/corpus_page.hpp"
#include "lull/report/metrics_json.hpp"
#include "lull/report/rows.hpp"
#include "lull/report/session_page.hpp"
#include "lull/report/table.hpp"
#include "report/base64.hpp"
#include "report/by_hour.hpp"
#include "report/page.hpp"
#include "support/sessions.hpp"

namespace lull {
namespace {

using enum Label;
using nlohmann::ordered_json;
using test::at;
using test::session;
using test::span;

std::string timeline_of(const Session& made) { return timeline_json(made, measure(made), {}); }

std::string page_of(const Session& made) {
  const SessionMetrics metrics = measure(made);
  return session_page(metrics_json(made, metrics, {}), timeline_json(made, metrics, {}));
}

/// What a browser takes for the data: from the opening of its element to the first thing that can end it.
std::string block_of(const std::string& page) {
  const std::string opening = "<script type=\"application/json\" id=\"data\">";
  const std::size_t begin = page.find(opening) + opening.size();
  return page.substr(begin, page.find('<', begin) - begin);
}

TEST(Page, InertTextMeansTheSameAsJson) {
  const std::string json = R"({"a":"</script><!--<script>&amp;)"
                           "\xE2\x80\xA8\xE2\x80\xA9\xE2\x82\xAC\"}";
  const std::string text = inert(json);
  EXPECT_EQ(text.find_first_of("<>&"), std::string::npos);
  EXPECT_EQ(text.find("\xE2\x80\xA8"), std::string::npos);
  EXPECT_EQ(ordered_json::parse(text), ordered_json::parse(json));
}

TEST(Page, AShellHasOnePlaceForItsData) {
  for (const std::string_view shell : {session_shell(), corpus_shell()}) {
    const std::size_t at = shell.find("<!--DATA-->");
    ASSERT_NE(at, std::string_view::npos);
    EXPECT_EQ(shell.find("<!--DATA-->", at + 1), std::string_view::npos);
  }
}

TEST(SessionPage, NoNameOrTextEndsTheData) {
  const std::vector<std::string> hostile{"</script><script>alert(1)</script>",
                                         "\"><img src=x onerror=alert(1)>",
                                         "<!--<script>",
                                         "a\xFF\xFEz",
                                         "\x1b[31m",
                                         "null",
                                         "\xE2\x80\xAEgpj"};
  for (const std::string& name : hostile) {
    Session made = session({span(0, 200)}, {{cry, 60, 70}});
    made.recording.id = name;
    made.recording.path = name;
    made.warnings.push_back({WarningCode::unknown_label, {}, name});
    const std::string page = page_of(made);
    const auto data = ordered_json::parse(block_of(page));
    EXPECT_EQ(data["timeline"]["warnings"].size(), 1u);
    EXPECT_EQ(data["metrics"]["recording"]["id"], data["timeline"]["warnings"][0]["text"]);
    EXPECT_EQ(page.substr(0, 15), "<!doctype html>");
  }
}

TEST(SessionPage, HoldsTheTwoFilesAsTheyAre) {
  const Session made = session({span(0, 200)}, {{cry, 60, 70}, {female, 65, 80}});
  const SessionMetrics metrics = measure(made);
  const auto data = ordered_json::parse(block_of(page_of(made)));
  EXPECT_EQ(data["metrics"], ordered_json::parse(metrics_json(made, metrics, {})));
  EXPECT_EQ(data["timeline"], ordered_json::parse(timeline_of(made)));
}

TEST(SessionPage, HoldsSoundOnlyWhereItIsGiven) {
  const std::string without = session_page("{}", "{}");
  EXPECT_EQ(without.find("media-src"), std::string::npos);
  EXPECT_FALSE(ordered_json::parse(block_of(without)).contains("sound"));
  const PageSound clips{{{3, {std::chrono::seconds{8}, std::chrono::seconds{20}}, "fLaC\xFF"}}, 2, ""};
  const std::string page = session_page("{}", "{}", &clips);
  EXPECT_NE(page.find("default-src 'none'; media-src data:; "), std::string::npos);
  EXPECT_EQ(
      ordered_json::parse(block_of(page))["sound"],
      ordered_json::parse(R"({"link": null, "left_out": 2, "clips": [{"episode": 3, "from_s": 8, "to_s": 20,
                                    "flac": "ZkxhQ/8="}]})"));
  const PageSound link{{}, 0, "../a.wav"};
  const std::string linked = session_page("{}", "{}", &link);
  EXPECT_NE(linked.find("media-src 'self' file:; "), std::string::npos);
  EXPECT_EQ(ordered_json::parse(block_of(linked))["sound"]["link"], "../a.wav");
}

TEST(Base64, PadsWhatIsLeft) {  // RFC 4648, section 10
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

TEST(Timeline, TimesAreDifferences) {
  const auto json = ordered_json::parse(
      timeline_of(session({span(0, 200)}, {{cry, 60, 70.5}, {female, 60.25, 61}, {fuss, 90, 91}})));
  const auto& segments = json["segments"];
  EXPECT_EQ(segments["labels"], ordered_json({"CRY", "FUS", "KCHI", "OCH", "FEM", "MAL", "ADU"}));
  EXPECT_EQ(segments["label"], "041");
  EXPECT_EQ(segments["onset_ms"], ordered_json({60000, 250, 29750}));
  EXPECT_EQ(segments["length_ms"], ordered_json({10500, 750, 1000}));
  EXPECT_EQ(segments["confidence_pct"], ordered_json::array());  // nobody said any
  EXPECT_EQ(segments["distress_pct"], ordered_json::array());
}

TEST(Timeline, WhatIsNotKnownOfASegmentIsMinusOne) {
  Session made = session({span(0, 200)}, {{cry, 60, 70}, {female, 65, 80}, {cry, 90, 91}});
  made.events[0].confidence = 0.875F;
  made.events[2].distress = 0.25F;
  const auto segments = ordered_json::parse(timeline_of(made))["segments"];
  EXPECT_EQ(segments["confidence_pct"], ordered_json({88, -1, -1}));
  EXPECT_EQ(segments["distress_pct"], ordered_json({-1, 25}));  // of crying alone
}

TEST(Timeline, LevelIsOneASecond) {
  Session made = session({span(0, 3)}, {});
  made.level_dbfs = {-60.4F, -20.6F, -90};
  EXPECT_EQ(ordered_json::parse(timeline_of(made))["level_dbfs"], ordered_json({-60, 39, -69}));
}

TEST(Timeline, TheSpectrumIsALetterASecondAndBand) {
  Session made = session({span(0, 2)}, {});
  EXPECT_TRUE(ordered_json::parse(timeline_of(made))["spectrum"].is_null());  // no sound
  made.spectrum.edges_hz = {60, 234.4, 440, 690.6, 1000, 1370, 1820, 2360, 3600};
  made.spectrum.seconds = {{-120, -104, -103, -102, -101, -100, -54, -53}, {-4, -3, -2, -1, 0, 1, 22, 40}};
  const auto spectrum = ordered_json::parse(timeline_of(made))["spectrum"];
  EXPECT_EQ(spectrum["edges_hz"], ordered_json({60, 234, 440, 691, 1000, 1370, 1820, 2360, 3600}));
  EXPECT_EQ(spectrum["from_dbfs"], -104);
  EXPECT_EQ(spectrum["step_db"], 2);
  EXPECT_EQ(spectrum["cells"], "AABBCCZayzz001//");  // Z: -54 dBFS, 0: 0, /: 22 and above
}

TEST(Timeline, EpisodesHaveTheColumnsOfTheirTable) {
  const Session made = session({span(0, 300)}, {{cry, 60, 70}, {female, 65, 80}});
  const auto episodes = ordered_json::parse(timeline_of(made))["episodes"];
  std::ostringstream table;
  write_csv_header<EpisodeRow>(table);
  std::string columns;
  for (const std::string name : episodes["columns"]) columns += (columns.empty() ? "" : ",") + name;
  EXPECT_EQ(columns + "\n", table.str());
  ASSERT_EQ(episodes["rows"].size(), 1u);
  EXPECT_EQ(episodes["rows"][0].size(), episodes["columns"].size());
}

/// A session of this length with a segment every two seconds, all of it heard.
Session busy(double seconds) {
  std::vector<test::Said> said;
  for (double t = 1; t + 2 < seconds; t += 2)
    said.push_back({static_cast<Label>(said.size() % 7), t, t + 1.237});
  Session made = session({span(0, seconds)}, said);
  for (Event& event : made.events) {
    event.confidence = 0.5F;
    if (is_crying(event.label)) event.distress = 0.5F;
  }
  for (double t = 0; t < seconds; ++t)
    made.level_dbfs.push_back(made.level_dbfs.size() % 2 == 0 ? -60.0F : -18.0F);
  made.spectrum.seconds.resize(made.level_dbfs.size());
  return made;
}

TEST(SessionPage, TellsTheClockFromTheStartAndFromEachPauseOn) {
  Session made = session({span(0, 600)}, {});
  EXPECT_TRUE(ordered_json::parse(timeline_of(made))["clock"].is_null());
  made.recording.start_time = "2024-03-01T23:30:00";
  EXPECT_EQ(ordered_json::parse(timeline_of(made))["clock"], ordered_json::parse("[[0, 84600]]"));
  made.recording.pauses = {{at(100), at(50)}, {at(300), at(7.5)}};
  EXPECT_EQ(ordered_json::parse(timeline_of(made))["clock"],
            ordered_json::parse("[[0, 84600], [100, 84750], [300, 84957.5]]"));
}

TEST(SessionPage, StaysSmall) {
  EXPECT_LT(page_of(busy(300)).size(), 400'000u);
  EXPECT_LT(page_of(busy(16 * 3600)).size(), 5'000'000u);
}

TEST(ByHour, CountsWhatLiesInEachHour) {
  // 70 s of crying over the full hour, 50 of them before it; answered after 20 s.
  const Session made = session({span(0, 5000)}, {{cry, 3550, 3620}, {female, 3570, 3580}});
  const auto hours = by_hour(made, {});
  ASSERT_EQ(hours.size(), 2u);
  EXPECT_EQ(hours[0].observed_s, at(3600));
  EXPECT_EQ(hours[0].cry_s, at(50));
  EXPECT_EQ(hours[0].episodes, 1);
  EXPECT_EQ(hours[0].answered, 1);
  EXPECT_EQ(hours[1].observed_s, at(1400));
  EXPECT_EQ(hours[1].cry_s, at(20));
  EXPECT_EQ(hours[1].episodes, 0);
  EXPECT_FALSE(hours[0].clock_hour);
}

TEST(ByHour, AreClockHoursWhereTheClockIsKnown) {
  Session made = session({span(0, 3600)}, {{cry, 1900, 1910}});
  made.recording.start_time = "2024-03-01T23:30:00";
  const auto hours = by_hour(made, {});
  ASSERT_EQ(hours.size(), 2u);
  EXPECT_EQ(hours[0].clock_hour, 23);
  EXPECT_EQ(hours[0].from_s, at(-1800));
  EXPECT_EQ(hours[0].observed_s, at(1800));
  EXPECT_EQ(hours[1].clock_hour, 0);
  EXPECT_EQ(hours[1].episodes, 1);
}

TEST(ByHour, SaysNothingOfWhatWasNotListenedFor) {
  Session made = session({span(0, 3600)}, {{cry, 100, 110}, {female, 105, 120}});
  made.tracks.adult = false;
  const auto hours = by_hour(made, {});
  ASSERT_EQ(hours.size(), 1u);
  EXPECT_EQ(hours[0].episodes, 1);
  EXPECT_EQ(hours[0].known, 0);
  EXPECT_EQ(hours[0].answered, 0);
  made.tracks.cry = false;
  EXPECT_TRUE(by_hour(made, {}).empty());
}

TEST(ByHour, LeavesOutWhatWasNotObserved) {
  const Session made = session({span(0, 600), span(8000, 9000)}, {{cry, 100, 110}});
  const auto hours = by_hour(made, {});
  ASSERT_EQ(hours.size(), 2u);
  EXPECT_EQ(hours[1].from_s, at(7200));
  EXPECT_TRUE(by_hour(session({}, {}), {}).empty());
}

std::string recordings_csv(const std::vector<RecordingRow>& rows) {
  std::ostringstream out;
  write_csv<RecordingRow>(out, rows);
  return out.str();
}

TEST(CorpusPage, HoldsEachRecordingAndEachReasonOnce) {
  RecordingRow one, two, failed;
  one.recording = "a/</script>";
  one.status = two.status = "ok";
  one.na = two.na = "strict_w1=too_few";
  one.cry_s = at(12.5);
  two.recording = "b";
  failed.recording = "c";
  failed.status = "failed";
  failed.error = "no audio in it";
  const auto data = ordered_json::parse(
      block_of(corpus_page(recordings_csv({one, two, failed}), {}, "{\"version\":\"1\"}")));
  EXPECT_EQ(data["lull"]["version"], "1");
  EXPECT_EQ(data["corpus"]["na"], ordered_json({"strict_w1=too_few", ""}));
  const auto& table = data["corpus"]["recordings"];
  ASSERT_EQ(table["rows"].size(), 3u);
  const auto cell = [&](std::size_t row, const std::string& name) {
    const auto& columns = table["columns"];
    return table["rows"][row]
                [static_cast<std::size_t>(std::find(columns.begin(), columns.end(), name) - columns.begin())];
  };
  EXPECT_EQ(cell(0, "recording"), "a/</script>");
  EXPECT_EQ(cell(0, "cry_s"), 12.5);
  EXPECT_EQ(cell(0, "na"), cell(1, "na"));
  EXPECT_TRUE(cell(2, "cry_s").is_null());
  EXPECT_EQ(cell(2, "error"), "no audio in it");
}

TEST(CorpusPage, RefusesATableOfOtherColumns) {
  EXPECT_THROW(corpus_page("name,size\na,1\n", {}, "{}"), Error);
}

TEST(CorpusPage, HoldsTheHoursOfTheDay) {
  RecordingRow one;
  one.recording = "a";
  one.status = "ok";
  const std::vector<ClockHourRow> hours{{0, 21, at(1800), at(90.5)}};
  const auto data = ordered_json::parse(block_of(corpus_page(recordings_csv({one}), hours, "{}")));
  EXPECT_EQ(data["corpus"]["hours"]["columns"],
            ordered_json({"recording", "clock_hour", "observed_s", "cry_s"}));
  EXPECT_EQ(data["corpus"]["hours"]["rows"], ordered_json::parse("[[0, 21, 1800, 90.5]]"));
}

}  // namespace
}  // namespace lull
