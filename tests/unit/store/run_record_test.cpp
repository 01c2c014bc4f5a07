#include "lull/store/run_record.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace lull::test {
namespace {

Provenance provenance(Milliseconds t_calm = Milliseconds{30000}) {
  Provenance made{"1.2.3", "a-model", "00ff", {}, {{"operating_point", std::string("f1")}}};
  made.settings.t_calm = t_calm;
  return made;
}

TEST(RunRecord, ItsFingerprintIsReadBackFromRunJson) {
  RunRecord record;
  record.made = fingerprint(provenance());
  EXPECT_EQ(made_by(run_json(record)).fingerprint, fingerprint(provenance()));
}

TEST(RunRecord, SaysWhichSettingDiffersAndHow) {
  EXPECT_EQ(difference(fingerprint(provenance()), fingerprint(provenance(Milliseconds{60000}))),
            "settings.t_calm 30 there, 60 now");
}

TEST(RunRecord, TextThatIsNoneOfOursHasNoFingerprint) {
  for (const char* text : {"", "{", "[]", "{\"version\":1}", "\"lull\""}) {
    EXPECT_EQ(made_by(text).fingerprint, "") << text;
  }
}

TEST(RunRecord, AnUnfinishedRunHasNoEnd) {
  RunRecord record;
  record.made = fingerprint(provenance());
  record.started = "2026-01-01T00:00:00Z";
  EXPECT_TRUE(nlohmann::json::parse(run_json(record)).at("ended").is_null());
}

TEST(RunRecord, NamesThatAreNoUtf8AreStillJson) {
  RunRecord record;
  record.made = fingerprint(provenance());
  record.failures = {{"%ff", "\xff.wav", "is \xc3\x28"}};
  const auto json = nlohmann::json::parse(run_json(record));
  EXPECT_EQ(json.at("failures").at(0).at("path"), "\xEF\xBF\xBD.wav");
}

}  // namespace
}  // namespace lull::test
