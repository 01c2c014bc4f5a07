#include "cli/browser.hpp"

#include <gtest/gtest.h>

#include "lull/core/error.hpp"

namespace lull::cli {
namespace {

TEST(Browser, AddressesEscapeWhatCouldMeanSomething) {
  EXPECT_EQ(address_of("/a b/100%#?\xC3\xA9.html"), "file:///a%20b/100%25%23%3F%C3%A9.html");
}

TEST(Browser, ANamedOneThatCannotRunIsAnError) {
  EXPECT_THROW(find_browser("/nowhere/chromium"), Error);
  EXPECT_THROW(find_browser("/"), Error);
}

TEST(Browser, APageThatGivesNoPdfIsAnError) { EXPECT_THROW(printed("/bin/true", "/nowhere.html"), Error); }

}  // namespace
}  // namespace lull::cli
