#include "lull/store/metrics_reader.hpp"

#include <gtest/gtest.h>

#include "lull/core/error.hpp"
#include "lull/store/metric_rows.hpp"

namespace lull {
namespace {

const std::string metrics_text = R"({
 "schema": 1,
 "lull": {"version": "1", "settings": {"d_u": 0.3}},
 "recording": {"path": "x.wav", "id": "a \"b\"", "tracks": {"cry": true}},
 "observed": {"seconds": 5.5, "ranges": [[0, 2.25], [3, 6.25]]},
 "crying": {"units": 3, "seconds": 0.5, "cry_fraction": null, "curve": [[1, 2]]},
 "response": {"strict": [{"value": null, "k": 0, "ci95": [null, null]}], "method": "exact"},
 "not_measured": ["x"],
 "na": {"/crying/cry_fraction": "too_few", "/response/strict/0/value": "no_episodes"}
})";

std::string told(const MetricsReader& reader) {
  std::string out;
  for (const MetricsReader::Value& each : reader.values()) {
    out += reader.pointer(each.pointer) + "=";
    if (const auto* whole = std::get_if<std::int64_t>(&each.value)) out += std::to_string(*whole);
    if (const auto* number = std::get_if<double>(&each.value)) out += std::to_string(*number) + "r";
    if (const auto* words = std::get_if<std::string_view>(&each.value))
      out += "'" + std::string(*words) + "'";
    if (!each.reason.empty()) out += "?" + std::string(each.reason);
    out += " ";
  }
  return out;
}

TEST(MetricsReader, GivesEachValueByItsPointerInOrderAndItsReason) {
  MetricsReader reader;
  reader.read("a", metrics_text);
  EXPECT_EQ(reader.observed(), (std::vector<std::pair<double, double>>{{0, 2.25}, {3, 6.25}}));
  EXPECT_EQ(told(reader),
            "/crying/units=3 /crying/seconds=0.500000r /crying/cry_fraction=?too_few "
            "/response/strict/0/value=?no_episodes /response/strict/0/k=0 /response/method='exact' ");
}

TEST(MetricRows, GiveEachValueOrWhyThereIsNone) {
  MetricsReader reader;
  reader.read("a", metrics_text);
  EXPECT_EQ(metric_rows("=a,b", reader),
            "\"'=a,b\",/crying/units,3,\n\"'=a,b\",/crying/seconds,0.5,\n"
            "\"'=a,b\",/crying/cry_fraction,,too_few\n\"'=a,b\",/response/strict/0/value,,no_episodes\n"
            "\"'=a,b\",/response/strict/0/k,0,\n\"'=a,b\",/response/method,exact,\n");
}

TEST(MetricsReader, ForgetsTheFileBefore) {
  MetricsReader reader;
  reader.read("a", metrics_text);
  reader.read(
      "b",
      R"({"recording": {"id": "b"}, "observed": {"ranges": []}, "crying": {"cry_fraction": null, "units": 0},)"
      R"( "na": {}})");
  EXPECT_TRUE(reader.observed().empty());
  EXPECT_EQ(told(reader), "/crying/units=0 ");
}

TEST(MetricsReader, RefusesWhatIsNoMetricsFile) {
  MetricsReader reader;
  for (const std::string other :
       {"", "[]", "{}", R"({"observed": {"ranges": []}, "na": {}})",
        R"({"recording": {}, "observed": {"ranges": []}, "na": {}}})",
        R"({"recording": {"id": "a"}, "observed": {"ranges": [[1, 2, 3]]}, "na": {}})",
        R"({"recording": {"id": "a"}, "observed": {"ranges": [["1", 2]]}, "na": {}})",
        R"({"recording": {"id": "a"}, "observed": {"ranges": []}, "na": {"/a": 1}})"}) {
    EXPECT_THROW(reader.read("a", other), Error) << other;
  }
}

}  // namespace
}  // namespace lull
