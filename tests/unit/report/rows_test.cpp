#include "lull/report/rows.hpp"

#include <gtest/gtest.h>

#include "support/sessions.hpp"

namespace lull::test {
namespace {

const Session one_cry = session({span(0, 600)}, {{Label::cry, 100, 110}, {Label::female, 104, 112}});

TEST(RecordingRow, HoldsTheHeadlineMetrics) {
  const RecordingRow row = recording_row(one_cry, measure(one_cry, without_minimum()));
  EXPECT_EQ(row.episodes, 1);
  EXPECT_EQ(row.cry_s, at(10));
  EXPECT_EQ(row.cry_minutes_per_hour, 1.0);
  EXPECT_EQ(row.responded, 1);
  EXPECT_EQ(row.latency_median_s, at(4));
  EXPECT_EQ(row.coregulation_median_s, at(6));
  EXPECT_EQ(row.strict_w1, 1.0);
  EXPECT_EQ(row.soothed, 1);
}

TEST(RecordingRow, SaysWhyAMetricIsAbsent) {
  const RecordingRow row = recording_row(one_cry, measure(one_cry));
  EXPECT_EQ(row.latency_median_s, std::nullopt);
  EXPECT_EQ(reason_in(row, "latency_median_s"), "too_few");
  EXPECT_EQ(reason_in(row, "strict_w3"), "too_few");
  EXPECT_EQ(reason_in(row, "episodes"), "");
}

TEST(RecordingRow, NamesEachKindOfWarningOnce) {
  Session odd = one_cry;
  odd.warnings = {
      {WarningCode::clipped, {}, ""}, {WarningCode::truncated, {}, ""}, {WarningCode::clipped, {}, ""}};
  EXPECT_EQ(recording_row(odd, measure(odd)).warnings, "truncated;clipped");
}

TEST(SegmentRow, HasTheSpeakerTypesOfChildProject) {
  const Session all = session({span(0, 100)}, {{Label::cry, 1, 2},
                                               {Label::fuss, 3, 4},
                                               {Label::key_child, 5, 6},
                                               {Label::other_child, 7, 8},
                                               {Label::male, 9, 10},
                                               {Label::adult, 11, 12}});
  std::vector<std::string> types, crying;
  for (const SegmentRow& row : segment_rows(all)) {
    types.push_back(row.speaker_type);
    crying.push_back(row.vcm_type.value_or(""));
  }
  EXPECT_EQ(types, (std::vector<std::string>{"CHI", "CHI", "CHI", "OCH", "MAL", "NA"}));
  EXPECT_EQ(crying, (std::vector<std::string>{"Y", "Y", "", "", "", ""}));
  EXPECT_EQ(segment_rows(all)[1].segment_onset, 3000);
}

}  // namespace
}  // namespace lull::test
