#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "fuzz/fuzz.hpp"
#include "lull/labels/annotations.hpp"

namespace lull::fuzz {
namespace {

constexpr const char* formats[] = {"its", "eaf", "textgrid"};

std::vector<Session> read(const char* format, const std::string& text) {
  std::istringstream in(text);
  return annotation_format_named(format)->read(in, "fuzz", {}).sessions;
}

/// What was read is written and read again with the same events.
void check(const Session& session) {
  const auto late = [](const Event& event) { return event.when.end > std::chrono::hours{1'000'000}; };
  if (std::any_of(session.events.begin(), session.events.end(), late)) return;
  for (const char* format : {"eaf", "textgrid"}) {
    std::ostringstream out;
    annotation_format_named(format)->write(out, {&session, 1});
    if (read(format, out.str()).at(0).events.size() != session.events.size()) {
      throw std::logic_error("events were lost on the way out and in");
    }
  }
}

}  // namespace

std::vector<std::string> seeds() {
  return {
      "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<!DOCTYPE ITS SYSTEM \"its.dtd\" "
      ">\n<ITS><ProcessingUnit>\n"
      "<UPL_Header><TransferredUPL><RecordingInformation>"
      "<TransferTime LocalTime=\"2017-11-07T11:43:01\" UTCTime=\"2017-11-07T10:43:01\" />"
      "<Audio><TimeZone StandardSecondsOffset=\"3600\" UsesDST=\"1\" /></Audio>"
      "</RecordingInformation></TransferredUPL></UPL_Header>\n"
      "<Recording startClockTime=\"2017-11-07T10:16:13Z\" startTime=\"PT0.00S\" endTime=\"PT9.85S\"><Pause>\n"
      "<Segment spkr=\"FAN\" startTime=\"PT0.95S\" endTime=\"PT2.09S\" />\n"
      "<Segment spkr=\"CHN\" startUtt1=\"PT2.10S\" endUtt1=\"PT2.5S\" startCry1=\"PT3S\" endCry1=\"PT4S\" "
      "startTime=\"PT2.09S\" endTime=\"PT4.70S\" /></Pause></Recording>\n"
      "<Recording startClockTime=\"2017-11-07T11:16:13Z\" startTime=\"PT9.85S\" endTime=\"PT20S\"/>\n"
      "</ProcessingUnit></ITS>\n",
      "<?xml version=\"1.0\"?>\n<ANNOTATION_DOCUMENT><HEADER TIME_UNITS=\"milliseconds\"/><TIME_ORDER>"
      "<TIME_SLOT TIME_SLOT_ID=\"ts1\" TIME_VALUE=\"100\"/><TIME_SLOT TIME_SLOT_ID=\"ts2\"/>"
      "<TIME_SLOT TIME_SLOT_ID=\"ts3\" TIME_VALUE=\"900\"/></TIME_ORDER>\n"
      "<TIER TIER_ID=\"CHI\"><ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"a1\" TIME_SLOT_REF1=\"ts1\" "
      "TIME_SLOT_REF2=\"ts2\"><ANNOTATION_VALUE>a &amp; "
      "b</ANNOTATION_VALUE></ALIGNABLE_ANNOTATION></ANNOTATION>"
      "<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"a2\" TIME_SLOT_REF1=\"ts2\" TIME_SLOT_REF2=\"ts3\"/>"
      "</ANNOTATION></TIER>\n<TIER TIER_ID=\"vcm@CHI\"><ANNOTATION><REF_ANNOTATION ANNOTATION_ID=\"a3\" "
      "ANNOTATION_REF=\"a2\"><ANNOTATION_VALUE>Y</ANNOTATION_VALUE></REF_ANNOTATION></ANNOTATION></TIER>\n"
      "</ANNOTATION_DOCUMENT>\n",
      "File type = \"ooTextFile\"\nObject class = \"TextGrid\"\n\nxmin = 0 \nxmax = 10 \ntiers? <exists> \n"
      "size = 2 \nitem []: \n    item [1]:\n        class = \"IntervalTier\" \n        name = \"FA1\" \n"
      "        xmin = 0 \n        xmax = 10 \n        intervals: size = 1 \n        intervals [1]:\n"
      "            xmin = 1.25 \n            xmax = 2 \n            text = \"a \"\"b\"\"\" \n"
      "    item [2]:\n        class = \"TextTier\" \n        name = \"p\" \n        xmin = 0 \n"
      "        xmax = 10 \n        points: size = 1 \n        points [1]:\n            number = 3 \n"
      "            mark = \"x\" \n",
      "\"ooTextFile\"\n\"TextGrid\"\n0 9 <exists> 2 \"IntervalTier\" \"x\" 0 9 2 0 1 \"CRY\" 2 3 \"FEM\"\n"
      "\"IntervalTier\" \"code\" 0 9 1 0 8 \"\"\n",
  };
}

void consume(std::string_view bytes) {
  const std::string text(bytes);
  for (const char* format : formats) {
    std::vector<Session> sessions;
    try {
      sessions = read(format, text);
    } catch (const Error&) {
      continue;  // most are of another format
    }
    for (const Session& session : sessions) check(session);
  }
}

}  // namespace lull::fuzz
