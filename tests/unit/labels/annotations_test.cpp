#include "lull/labels/annotations.hpp"

#include <cctype>
#include <fstream>
#include <set>
#include <sstream>

#include <gtest/gtest.h>

#include "support/sessions.hpp"

namespace lull {
namespace {

/// The part of docs/formats.md under a heading; empty if there is none.
std::string section(const std::string& heading) {
  std::ifstream in(LULL_SOURCE_DIR "/docs/formats.md");
  std::ostringstream all;
  all << in.rdbuf();
  const std::string text = all.str() + "\n## ";
  const std::size_t begin = text.find("\n## " + heading + "\n");
  return begin == std::string::npos ? "" : text.substr(begin, text.find("\n## ", begin + 1) - begin);
}

bool has_word(const std::string& text, const std::string& word) {
  const auto inside = [&](std::size_t at) {
    return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) != 0 || text[at] == '_');
  };
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    if (!inside(at - 1) && !inside(at + word.size())) return true;
  }
  return false;
}

TEST(AnnotationFormats, EachHasANameEndingsLabelsAndAReader) {
  for (const AnnotationFormat* format : annotation_formats()) {
    EXPECT_FALSE(format->name.empty());
    EXPECT_FALSE(format->title.empty()) << format->name;
    EXPECT_FALSE(format->notes.empty()) << format->name;
    EXPECT_FALSE(format->labels.empty()) << format->name;
    EXPECT_NE(format->read, nullptr) << format->name;
    ASSERT_FALSE(format->endings.empty()) << format->name;
    for (const std::string_view ending : format->endings) {
      EXPECT_EQ(ending.front(), '.') << format->name;
      EXPECT_EQ(annotation_format_of("x" + std::string(ending)), format) << ending;
    }
  }
}

TEST(AnnotationFormats, NoNameNorEndingIsThatOfTwo) {
  std::set<std::string_view> names, endings;
  for (const AnnotationFormat* format : annotation_formats()) {
    EXPECT_TRUE(names.insert(format->name).second) << format->name;
    for (const std::string_view ending : format->endings) {
      EXPECT_TRUE(endings.insert(ending).second) << ending;
    }
  }
}

TEST(AnnotationFormats, NoLabelIsInATableTwice) {
  for (const AnnotationFormat* format : annotation_formats()) {
    std::set<std::string_view> labels;
    for (const LabelName& each : format->labels) {
      EXPECT_TRUE(labels.insert(each.name).second) << format->name << ": " << each.name;
      EXPECT_FALSE(each.meaning.empty()) << format->name << ": " << each.name;
    }
  }
}

TEST(AnnotationFormats, StandInTheDocumentationWithEveryLabel) {
  for (const AnnotationFormat* format : annotation_formats()) {
    const std::string heading(format->title.substr(0, format->title.find(" (")));
    std::string text = section(heading);
    EXPECT_FALSE(text.empty()) << heading << " has no section in docs/formats.md";
    if (heading == "Praat TextGrid") text = section("ELAN .eaf");  // the same table
    for (const LabelName& each : format->labels) {
      std::istringstream parts{std::string(each.name)};  // CHI/Y is told as CHI with Y
      for (std::string part; std::getline(parts, part, '/');) {
        EXPECT_TRUE(has_word(text, part)) << heading << ": " << part;
      }
    }
  }
}

TEST(AnnotationFormats, WhoIsNotChosenWasListenedToAllTheSame) {
  // One annotator's pass over the recording: it does not end where the chosen speaker does.
  const auto annotation = [](const std::string& id, const std::string& from, const std::string& to) {
    return "<ANNOTATION><ALIGNABLE_ANNOTATION ANNOTATION_ID=\"" + id + "\" TIME_SLOT_REF1=\"" + from +
           "\" TIME_SLOT_REF2=\"" + to + "\"><ANNOTATION_VALUE/></ALIGNABLE_ANNOTATION></ANNOTATION></TIER>";
  };
  std::istringstream in(
      "<ANNOTATION_DOCUMENT><TIME_ORDER><TIME_SLOT TIME_SLOT_ID=\"t1\" TIME_VALUE=\"0\"/>"
      "<TIME_SLOT TIME_SLOT_ID=\"t2\" TIME_VALUE=\"1000\"/><TIME_SLOT TIME_SLOT_ID=\"t3\" "
      "TIME_VALUE=\"9000\"/></TIME_ORDER><TIER TIER_ID=\"FA1\">" +
      annotation("a1", "t1", "t2") + "<TIER TIER_ID=\"CHI\">" + annotation("a2", "t2", "t3") +
      "</ANNOTATION_DOCUMENT>");
  AnnotationOptions options;
  options.tiers = {"FA1"};
  const Session session = annotation_format_named("eaf")->read(in, "a.eaf", options).sessions.at(0);
  EXPECT_EQ(session.events.size(), 1U);
  EXPECT_EQ(session.observed, std::vector<TimeSpan>{test::span(0, 9)});
}

}  // namespace
}  // namespace lull
