#include "lull/core/error.hpp"

#include <gtest/gtest.h>

#include <exception>
#include <string>

namespace lull {
namespace {

TEST(Error, SaysWhatItIsAboutWhatIsWrongAndWhatToDo) {
  const Error error(Fault::input, "night.wav", "no audio in it", "convert it to FLAC");
  EXPECT_STREQ(error.what(), "night.wav: no audio in it; convert it to FLAC");
}

TEST(Error, WithoutARemedyEndsWithTheProblem) {
  EXPECT_STREQ(Error(Fault::model, "m.safetensors", "cut short").what(), "m.safetensors: cut short");
}

TEST(Error, KeepsItsPartsWhenCaughtAsAnyException) {
  try {
    throw Error(Fault::output, "results", "disk full", "make room");
  } catch (const std::exception& caught) {
    const auto* error = dynamic_cast<const Error*>(&caught);
    ASSERT_NE(error, nullptr);
    EXPECT_EQ(error->fault(), Fault::output);
    EXPECT_EQ(error->subject(), "results");
    EXPECT_EQ(error->problem(), "disk full");
    EXPECT_EQ(error->remedy(), "make room");
  }
}

}  // namespace
}  // namespace lull
