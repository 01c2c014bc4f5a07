#include "lull/report/metrics_json.hpp"

#include <clocale>
#include <cmath>
#include <set>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "report/json_text.hpp"
#include "support/sessions.hpp"

namespace lull {
namespace {

using enum Label;
using nlohmann::ordered_json;
using test::at;
using test::session;
using test::span;

std::string number(double value) {
  JsonText text;
  text.number(value);
  return text.take();
}

TEST(JsonText, NumbersAreTheirShortestForm) {
  EXPECT_EQ(number(0.1), "0.1\n");
  EXPECT_EQ(number(9000), "9000\n");
  EXPECT_EQ(number(1.0 / 3), "0.3333333333333333\n");
  EXPECT_EQ(number(-0.0), "0\n");
  EXPECT_EQ(number(10000000), "10000000\n");
  EXPECT_EQ(number(1e-7), "1e-07\n");
  EXPECT_EQ(number(std::nan("")), "null\n");
}

TEST(JsonText, EscapesWhatTextMayHold) {
  JsonText text;
  text.text("a\"\\\n\x01 \xC3\xA9 \xFF \xED\xA0\x80");
  const std::string json = text.take();
  EXPECT_EQ(ordered_json::parse(json).get<std::string>().substr(0, 8), "a\"\\\n\x01 \xC3\xA9");
}

TEST(JsonText, EmptyListsAndObjectsTakeNoLines) {
  JsonText text;
  text.open_object();
  text.key("a");
  text.open_list(JsonText::Layout::lines);
  text.close_list();
  text.key("b");
  text.open_object();
  text.close_object();
  text.close_object();
  EXPECT_EQ(text.take(), "{\n \"a\": [],\n \"b\": {}\n}\n");
}

ordered_json json_of(const Session& made, const Provenance& provenance = {}) {
  return ordered_json::parse(metrics_json(made, measure(made, provenance.settings), provenance));
}

TEST(MetricsJson, KeysAreInTheOrderOfTheInterface) {
  const ordered_json json = json_of(session({span(0, 100)}, {}));
  std::string keys;
  for (const auto& [key, value] : json.items()) keys += key + " ";
  EXPECT_EQ(keys,
            "schema lull recording observed crying response coregulation consistency repair attunement turns "
            "acoustics emotion_words sensitivity not_measured na ");
}

/// All pointers of a value that are null, apart from those that never have a reason of their own.
void collect_missing(const ordered_json& value, const std::string& pointer, std::set<std::string>& missing) {
  if (value.is_null()) {
    missing.insert(pointer);
  } else if (value.is_object()) {
    for (const auto& [key, member] : value.items()) {
      if (key == "k" || key == "n" || key == "ci95" || key == "shifts" || key == "sd" || key == "curve")
        continue;
      collect_missing(member, pointer + "/" + key, missing);
    }
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      collect_missing(value[i], pointer + "/" + std::to_string(i), missing);
    }
  }
}

TEST(MetricsJson, EveryMissingMetricHasAReasonAndNothingElseHas) {
  std::vector<Session> all{session({}, {}), session({span(0, 7200)}, {}),
                           session({span(0, 7200)}, {{cry, 100, 110}}),
                           session({span(0, 7200)}, {{cry, 1, 2}})};
  all.push_back(all[2]);
  all.back().tracks = {true, false, false};
  all.push_back(all[2]);
  all.back().tracks = {false, true, true};
  for (const Session& made : all) {
    const ordered_json json = json_of(made);
    std::set<std::string> missing, reasons;
    for (const auto& [key, value] : json.items()) {
      if (key != "recording" && key != "lull") collect_missing(value, "/" + key, missing);
    }
    for (const auto& [pointer, reason] : json.at("na").items()) reasons.insert(pointer);
    EXPECT_EQ(missing, reasons);
  }
}

/// The shape of a value: its keys, without what is in lists.
void collect_keys(const ordered_json& value, const std::string& pointer, std::string& keys) {
  keys += pointer + "\n";
  if (!value.is_object()) return;
  for (const auto& [key, member] : value.items()) {
    if (key != "na" && key != "value") collect_keys(member, pointer + "/" + key, keys);
  }
}

TEST(MetricsJson, EveryFieldIsThereInEveryFile) {
  std::string full, empty;
  collect_keys(json_of(session({span(0, 7200)}, {{cry, 100, 110}, {female, 105, 106}})), "", full);
  collect_keys(json_of(session({}, {})), "", empty);
  EXPECT_EQ(full, empty);
}

TEST(MetricsJson, WithoutATrackCountsAreNullAndCurvesEmpty) {
  Session made = session({span(0, 7200)}, {{cry, 100, 110}});
  made.tracks = {true, false, false};
  const ordered_json json = json_of(made);
  EXPECT_TRUE(json["response"]["strict"][0]["n"].is_null());
  EXPECT_TRUE(json["coregulation"]["n"].is_null());
  EXPECT_EQ(json["coregulation"]["curve"], ordered_json::array());
  EXPECT_EQ(json["na"]["/response/strict/0/value"], "no_adult_track");
  EXPECT_FALSE(json["na"].contains("/coregulation/n"));
  EXPECT_EQ(json["coregulation"]["total"]["n"], 1);
}

TEST(MetricsJson, NamesWhatMadeIt) {
  Session made = session({span(0, 10)}, {});
  made.recording.path = "a\xFFz.wav";
  made.recording.rate = SampleRate{44100};
  made.recording.duration = at(10.5);
  const ordered_json json =
      json_of(made, {"1.2.3", "model-1", "abc", {}, {{"operating_point", std::string("f1")}}});
  EXPECT_EQ(json["lull"]["version"], "1.2.3");
  EXPECT_EQ(json["lull"]["model"]["id"], "model-1");
  EXPECT_EQ(json["lull"]["settings"]["operating_point"], "f1");
  EXPECT_EQ(json["lull"]["settings"]["g_u"], 0.1);
  EXPECT_EQ(json["recording"]["path"], "a\xEF\xBF\xBDz.wav");
  EXPECT_EQ(json["recording"]["sample_rate_hz"], 44100);
  EXPECT_EQ(json["recording"]["duration_s"], 10.5);
  EXPECT_TRUE(json["recording"]["sha256"].is_null());
}

TEST(MetricsJson, AnotherLocaleGivesTheSameBytes) {
  const Session made = session({span(0, 100.5)}, {{cry, 40.25, 50}});
  const std::string plain = metrics_json(made, measure(made), {});
  std::setlocale(LC_ALL, "de_DE.UTF-8");
  EXPECT_EQ(metrics_json(made, measure(made), {}), plain);
  std::setlocale(LC_ALL, "C");
}

}  // namespace
}  // namespace lull
