#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

#include "lull/labels/annotations.hpp"
#include "lull/labels/uem.hpp"
#include "support/sessions.hpp"

namespace lull {
namespace {

using test::at;
using test::events;
using test::Found;
using test::span;
using Spans = std::vector<TimeSpan>;

constexpr const char* zone =
    R"(<UPL_Header><TransferredUPL><RecordingInformation>
<TransferTime LocalTime="2017-07-07T19:00:00" UTCTime="2017-07-07T23:00:00"/>
<Audio><TimeZone StandardSecondsOffset="-18000" UsesDST="1"/></Audio>
</RecordingInformation></TransferredUPL></UPL_Header>)";

std::string its(const std::string& recordings, const std::string& header = "") {
  return "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<!DOCTYPE ITS SYSTEM \"its.dtd\" >\n<ITS "
         "fileName=\"x\">\n"
         "<ProcessingUnit>" +
         header + "\n" + recordings + "</ProcessingUnit></ITS>\n";
}

/// Segments in one recording of 100 s.
std::string in_one(const std::string& segments) {
  return its("<Recording num=\"1\" startTime=\"PT0.00S\" endTime=\"PT100.00S\"><Pause num=\"1\">\n" +
             segments + "</Pause></Recording>");
}

std::string segment(const std::string& speaker, const std::string& from, const std::string& to,
                    const std::string& more = "") {
  return "<Segment spkr=\"" + speaker + "\" " + more + " startTime=\"PT" + from + "S\" endTime=\"PT" + to +
         "S\" />\n";
}

Session from_its(const std::string& text, const AnnotationOptions& options = {}) {
  std::istringstream in(text);
  return annotation_format_named("its")->read(in, "a.its", options).sessions.at(0);
}

TEST(Its, SegmentsAreFoundWhereverTheyStandInARecording) {
  const std::string deep =
      its("<Recording startTime=\"PT0S\" endTime=\"PT100S\">" + segment("FAN", "1", "2") + "<Pause>" +
          segment("MAN", "3", "4") + "<Part>" + segment("CXN", "5", "6") + "</Part></Pause></Recording>");
  EXPECT_EQ(from_its(deep).events.size(), 3U);
}

TEST(Its, NearSpeakersAreReadAndFarOnesLeftOutWithoutAWarning) {
  const std::string text = in_one(segment("FAN", "1.00", "2.00") + segment("FAF", "2.00", "3.00") +
                                  segment("MAN", "3.00", "4.05") + segment("CXN", "4.05", "5") +
                                  segment("OLN", "5", "6") + segment("SIL", "6", "7"));
  const Session session = from_its(text);
  EXPECT_EQ(events(session), (std::vector<Found>{{Label::female, span(1, 2)},
                                                 {Label::male, span(3, 4.05)},
                                                 {Label::other_child, span(4.05, 5)}}));
  EXPECT_TRUE(session.warnings.empty());
  EXPECT_EQ(session.observed, Spans{span(0, 100)});
  AnnotationOptions with_far;
  with_far.labels["FAF"] = Label::female;
  EXPECT_EQ(from_its(text, with_far).events.size(), 4U);
}

TEST(Its, CriesAndUtterancesOfTheKeyChildAreParts) {
  const Session session = from_its(in_one(
      segment("CHN", "1", "9",
              R"(startUtt1="PT1.10S" endUtt1="PT2.00S" startCry1="PT3S" endCry1="PT4.5S" startVfx1="PT5.00S")"
              R"( endVfx1="PT6.00S" startCry2="P6S" endCry2="P7S" childCryVfxLen="PT3.50S")")));
  EXPECT_EQ(events(session),
            (std::vector<Found>{
                {Label::key_child, span(1.1, 2)}, {Label::cry, span(3, 4.5)}, {Label::cry, span(6, 7)}}));
}

TEST(Its, UtterancesMayBeElementsOfTheirOwn) {
  const Session session = from_its(in_one(
      "<Segment spkr=\"CHN\" startTime=\"PT1S\" endTime=\"PT5S\">"
      "<UTT startUtt1=\"PT1S\" endUtt1=\"PT2S\"/><UTT startUtt2=\"PT3S\" endUtt2=\"PT4S\"/></Segment>"));
  EXPECT_EQ(events(session),
            (std::vector<Found>{{Label::key_child, span(1, 2)}, {Label::key_child, span(3, 4)}}));
}

TEST(Its, ASegmentWithoutPartsIsTakenWhole) {
  const Session session =
      from_its(in_one(segment("CHN", "1", "2") +
                      segment("CHN", "2", "3", R"(childUttLen="P0.00S" childCryVfxLen="PT0.40S")") +
                      segment("CHN", "3", "4", R"(childUttLen="P0.50S" childCryVfxLen="PT0.40S")")));
  EXPECT_EQ(events(session),
            (std::vector<Found>{
                {Label::key_child, span(1, 2)}, {Label::cry, span(2, 3)}, {Label::key_child, span(3, 4)}}));
}

TEST(Its, RecordingsThatTouchStayApartForTheRecorderStoodStill) {
  const std::string text =
      its(R"(<Recording num="1" startClockTime="2017-07-07T12:30:00Z" startTime="PT0.00S" endTime="PT600.50S">
</Recording><Recording num="2" startClockTime="2017-07-07T14:00:00Z" startTime="PT600.50S" endTime="PT900S"/>)",
          zone);
  Session session = from_its(text);
  const Spans parts{span(0, 600.5), span(600.5, 900)};
  EXPECT_EQ(session.observed, parts);
  // Summer time in a zone five hours behind, as the clock of the transfer shows.
  EXPECT_EQ(session.recording.start_time, "2017-07-07T08:30:00-04:00");
  ASSERT_EQ(session.recording.pauses.size(), 1U);
  EXPECT_EQ(session.recording.pauses[0].at, at(600.5));
  EXPECT_EQ(session.recording.pauses[0].length, at(90 * 60 - 600.5));

  observe(session, std::nullopt, std::nullopt);
  EXPECT_EQ(session.observed, parts);
  observe(session, std::nullopt, at(1000));
  EXPECT_EQ(session.observed, (Spans{span(0, 600.5), span(600.5, 1000)}));
  session.recording.id = "a";
  observe(session, Uem{{"a", {span(10, 700)}}}, std::nullopt);
  EXPECT_EQ(session.observed, (Spans{span(10, 600.5), span(600.5, 700)}));
}

TEST(Its, TheOrderOfRecordingsInTheFileDoesNotMatter) {
  const std::string first =
      R"(<Recording startClockTime="2017-07-07T12:30:00Z" startTime="PT0.00S" endTime="PT600S"/>)";
  const std::string second =
      R"(<Recording startClockTime="2017-07-07T14:00:00Z" startTime="PT600S" endTime="PT900S"/>)";
  for (const std::string& both : {first + second, second + first}) {
    const Session session = from_its(its(both));
    EXPECT_EQ(session.observed, (Spans{span(0, 600), span(600, 900)}));
    EXPECT_EQ(session.recording.start_time, "2017-07-07T12:30:00Z");
    ASSERT_EQ(session.recording.pauses.size(), 1U);
    EXPECT_EQ(session.recording.pauses[0].length, at(80 * 60));
  }
}

TEST(Its, WhatLiesOutsideTheRecordingsIsSaid) {
  const Session session =
      from_its(in_one(segment("FAN", "1", "2") + segment("FAN", "99", "101") + segment("MAN", "101", "102")));
  ASSERT_EQ(session.warnings.size(), 1U);
  EXPECT_EQ(session.warnings[0].text,
            "2 segments lie outside the recordings of the file, in whole or in part: left out there");
}

TEST(Its, TheClockIsUtcWhereNoZoneIsTold) {
  const Session session = from_its(
      its(R"(<Recording startClockTime="2017-07-07T12:30:00Z" startTime="PT2.00S" endTime="PT60.50S"/>)"));
  EXPECT_EQ(session.recording.start_time, "2017-07-07T12:29:58Z");
  EXPECT_EQ(session.observed, Spans{span(2, 60.5)});
  EXPECT_FALSE(from_its(in_one("")).recording.start_time.has_value());
}

TEST(Its, AnotherSegmentAtTheSameTimeIsAWarningWithItsLine) {
  const Session session = from_its(in_one(segment("FAN", "1", "3") + segment("MAN", "2", "4")));
  EXPECT_EQ(session.events.size(), 2U);
  ASSERT_EQ(session.warnings.size(), 1U);
  EXPECT_EQ(session.warnings[0].code, WarningCode::overlap);
  EXPECT_TRUE(session.warnings[0].text.starts_with("line 7: ")) << session.warnings[0].text;
}

TEST(Its, WhatCannotBeNamesItsLine) {
  const std::string bomb =
      "<!DOCTYPE ITS [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>\n<ITS x=\"&b;\"/>";
  const std::string good = in_one(segment("FAN", "1", "2"));
  const struct {
    std::string text, subject;
  } cases[] = {
      {"", "a.its, line 1"},
      {good.substr(0, good.size() - 30), "a.its, line 7"},
      {"<ITS>\n</ITX>", "a.its, line 2"},
      {"\n<EAF/>", "a.its, line 2"},
      {"\n<ITS/>", "a.its, line 2"},
      {bomb, "a.its, line 2"},
      {in_one(segment("FAN", "1,5", "2")), "a.its, line 6"},
      {in_one(segment("FAN", "-1", "2")), "a.its, line 6"},
      {in_one(segment("FAN", "nan", "2")), "a.its, line 6"},
      {in_one(segment("FAN", "1e300", "2")), "a.its, line 6"},
      {in_one(segment("FAN", "3", "2")), "a.its, line 6"},
      {in_one("\n<Segment startTime=\"PT1S\" endTime=\"PT2S\"/>"), "a.its, line 7"},
      {in_one("<Segment spkr=\"FAN\" startTime=\"PT1S\"/>"), "a.its, line 6"},
      {in_one(segment("CHN", "1", "2", "startCry1=\"PT1S\"")), "a.its, line 6"},
      {in_one(segment("CHN", "1", "2", "startCry1=\"PT1.5S\" endCry1=\"PT1S\"")), "a.its, line 6"},
  };
  for (const auto& each : cases) {
    try {
      from_its(each.text);
      ADD_FAILURE() << each.text;
    } catch (const Error& error) {
      EXPECT_EQ(error.subject(), each.subject) << each.text;
      EXPECT_EQ(error.fault(), Fault::input);
    }
  }
}

TEST(Its, ByteOrderMarksLineEndsAndUtf16MakeNoDifference) {
  const std::string text = in_one(segment("FAN", "1", "2"));
  std::string crlf = "\xEF\xBB\xBF", wide = "\xFF\xFE";
  for (const char c : text) {
    if (c == '\n') crlf += '\r';
    crlf += c;
    wide += {c, '\0'};
  }
  EXPECT_EQ(events(from_its(crlf)), events(from_its(text)));
  EXPECT_EQ(events(from_its(wide)), events(from_its(text)));
}

}  // namespace
}  // namespace lull
