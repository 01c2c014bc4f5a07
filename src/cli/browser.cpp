#include "cli/browser.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <sstream>
#include <system_error>
#include <thread>
#include <vector>

#include "lull/core/error.hpp"
#include "lull/core/text.hpp"
#include "lull/store/results.hpp"

namespace lull::cli {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr auto longest = 2min;

bool can_run(const fs::path& path) { return ::access(path.c_str(), X_OK) == 0 && !fs::is_directory(path); }

/// A folder for one print, with everything in it removed at the end.
class Scratch {
 public:
  Scratch() {
    std::string name = (fs::temp_directory_path() / "lull-print-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
      throw Error(Fault::output, name,
                  "no folder can be made there: " + std::generic_category().message(errno),
                  "set TMPDIR to a folder that you may write to");
    }
    path = name;
  }
  Scratch(const Scratch&) = delete;
  ~Scratch() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
  fs::path path;
};

/// Starts a program with its output thrown away; 0 when it cannot be started.
pid_t start(const std::vector<std::string>& words) {
  std::vector<char*> arguments;
  for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  for (const int file : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    ::posix_spawn_file_actions_addopen(&files, file, "/dev/null", O_RDWR, 0);
  pid_t process = 0;
  const int failed = ::posix_spawn(&process, arguments[0], &files, nullptr, arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&files);
  return failed == 0 ? process : 0;
}

/// Whether the process ended by itself in time; else it is killed.
bool ended(pid_t process) {
  const auto until = std::chrono::steady_clock::now() + longest;
  while (std::chrono::steady_clock::now() < until) {
    const pid_t done = ::waitpid(process, nullptr, WNOHANG);
    if (done == process) return true;
    if (done < 0 && errno != EINTR) return false;
    std::this_thread::sleep_for(20ms);
  }
  ::kill(process, SIGKILL);
  ::waitpid(process, nullptr, 0);
  return false;
}

}  // namespace

fs::path find_browser(const std::string& given) {
  if (!given.empty()) {
    if (can_run(given)) return given;
    throw Error(Fault::usage, given, "is no program that can be run", "give a Chromium with --browser");
  }
  const char* path = std::getenv("PATH");
  std::istringstream folders(path == nullptr ? "" : path);
  for (std::string folder; std::getline(folders, folder, ':');) {
    for (const char* name : {"chromium", "chromium-browser", "google-chrome"}) {
      if (can_run(fs::path(folder) / name)) return fs::path(folder) / name;
    }
  }
  throw Error(Fault::usage, "--pdf", "needs Chromium, and there is none",
              "install it (Debian: chromium), name one with --browser, or print the page from any browser");
}

std::string address_of(const fs::path& path) {
  return "file://" + percent_encoded(fs::absolute(path).string());
}

std::string printed(const fs::path& browser, const fs::path& page) {
  const Scratch scratch;
  const fs::path pdf = scratch.path / "page.pdf";
  std::vector<std::string> words{browser.string(),
                                 "--headless",
                                 "--disable-gpu",
                                 "--no-first-run",
                                 "--disable-extensions",
                                 "--disable-background-networking",
                                 "--disable-component-update",
                                 "--disable-sync",
                                 "--no-pdf-header-footer",
                                 "--user-data-dir=" + (scratch.path / "profile").string(),
                                 "--print-to-pdf=" + pdf.string()};
  if (::geteuid() == 0) words.emplace_back("--no-sandbox");  // Chromium does not start as root otherwise
  words.push_back(address_of(page));
  const pid_t process = start(words);
  if (process == 0 || !ended(process)) {
    throw Error(Fault::input, page.string(),
                "could not be printed: " + browser.string() + " did not run to its end",
                "try it by hand, or print the page from a browser");
  }
  std::string bytes = read_file(pdf);
  if (!bytes.starts_with("%PDF")) {
    throw Error(Fault::input, page.string(), "could not be printed: " + browser.string() + " gave no PDF",
                "try it by hand, or print the page from a browser");
  }
  return bytes;
}

}  // namespace lull::cli
