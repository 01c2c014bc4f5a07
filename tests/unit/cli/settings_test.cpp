#include "cli/settings.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "lull/core/error.hpp"
#include "support/temporary_folder.hpp"

namespace lull::cli {
namespace {

/// A variable of the environment for as long as a test runs.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) { ::setenv(name, value, 1); }
  ~Variable() { ::unsetenv(name_); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  const char* name_;
};

class SettingsFile : public testing::Test {
 protected:
  std::filesystem::path file(const std::string& text) {
    std::ofstream(folder_ / "lull.toml") << text;
    return folder_ / "lull.toml";
  }
  std::string problem_with(const std::string& text) {
    try {
      gather(file(text), {});
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  }
  lull::test::TemporaryFolder folder_;
};

TEST_F(SettingsFile, IsOverriddenByTheEnvironmentAndThatByTheCommandLine) {
  const auto path = file("t_calm = 10\ntail = 10\nd_u = 10\ng_b = 10\n");
  const Variable tail("LULL_TAIL", "20"), d_u("LULL_D_U", "20");
  const MetricSettings settings = gather(path, {{"d_u", "30"}}).metrics;
  EXPECT_EQ(settings.t_calm, Milliseconds{10000});
  EXPECT_EQ(settings.tail, Milliseconds{20000});
  EXPECT_EQ(settings.d_u, Milliseconds{30000});
  EXPECT_EQ(settings.tau, MetricSettings{}.tau);
}

TEST_F(SettingsFile, HoldsNumbersListsAndWords) {
  const Settings settings =
      gather(file("d_r = 0.25\nw = [1, 2.5]\noperating_point = \"precision\"\nmin_n = 3\n"), {});
  EXPECT_EQ(settings.metrics.d_r, Milliseconds{250});
  EXPECT_EQ(settings.metrics.w, (std::vector{Milliseconds{1000}, Milliseconds{2500}}));
  EXPECT_EQ(settings.listening.operating_point, "precision");
  EXPECT_EQ(settings.metrics.min_n, 3);
}

TEST_F(SettingsFile, AnUnknownKeyIsAnErrorWithItsLineAndASuggestion) {
  EXPECT_EQ(
      problem_with("d_u = 0.4\nt_clam = 3\n"),
      (folder_ / "lull.toml").string() + " line 2: there is no setting 't_clam'; did you mean 't_calm'?");
}

TEST_F(SettingsFile, ABadValueOrSyntaxNamesItsLine) {
  EXPECT_NE(problem_with("\nt_calm = \"long\"\n").find("line 2: 'long' is no value for t_calm"),
            std::string::npos);
  EXPECT_NE(problem_with("\n\nt_calm = = 3\n").find("line 3"), std::string::npos);
}

TEST(Settings, AFileThatIsNotThereIsAnError) { EXPECT_THROW(gather("none.toml", {}), Error); }

TEST(Settings, AValueOutOfRangeIsAnErrorThatNamesTheSetting) {
  try {
    gather({}, {{"t_calm", "0"}});
    FAIL() << "nothing was thrown";
  } catch (const Error& error) {
    EXPECT_EQ(error.fault(), Fault::usage);
    EXPECT_EQ(error.subject(), "t_calm");
  }
}

TEST(Settings, ResponseWindowsMustRiseAndBeAboveZero) {
  for (const char* text : {"", "5,0", "30,5", "a", "5,,30"})
    EXPECT_THROW(gather({}, {{"w", text}}), Error) << text;
}

TEST(Settings, AVariableThatMeansNothingIsNamed) {
  const Variable wrong("LULL_T_CLAM", "3"), model("LULL_MODEL", "x"), right("LULL_T_CALM", "3");
  EXPECT_EQ(
      unknown_variables(),
      (std::vector<std::string>{"LULL_T_CLAM in the environment is no setting; did you mean LULL_T_CALM?"}));
}

TEST(Settings, EveryOneIsListedWithItsDefault) {
  const auto list = setting_list();
  ASSERT_EQ(list.size(), 23u);
  EXPECT_EQ(list[0].key, "operating_point");
  EXPECT_TRUE(list[1].listening);
  EXPECT_FALSE(list[2].listening);
  EXPECT_EQ(list[6].key, "t_calm");
  EXPECT_EQ(list[6].standard, "30");
  EXPECT_EQ(flag_of(list[6].key), "--t-calm");
}

TEST(Nearest, IsTheWordWithTheFewestChangesIfThereAreFew) {
  EXPECT_EQ(nearest("analyse", {"info", "analyze"}), "analyze");
  EXPECT_EQ(nearest("xylophone", {"info", "analyze"}), "");
}

}  // namespace
}  // namespace lull::cli
