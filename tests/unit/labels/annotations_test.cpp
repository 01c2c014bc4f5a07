#include "lull/labels/annotations.hpp"

#include <set>

#include <gtest/gtest.h>

namespace lull {
namespace {

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

}  // namespace
}  // namespace lull
