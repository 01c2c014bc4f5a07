#include "cli/interrupt.hpp"

#include <unistd.h>
#include <csignal>
#include <cstdlib>

namespace lull::cli {
namespace {

// A signal handler can reach nothing else: the two mutable globals of the program.
std::atomic<bool> stop{false};
std::atomic<int> which{0};
static_assert(std::atomic<bool>::is_always_lock_free && std::atomic<int>::is_always_lock_free);

extern "C" void on_signal(int signal) {
  int none = 0;
  if (!which.compare_exchange_strong(none, signal)) ::_exit(128 + signal);
  stop = true;
}

}  // namespace

std::atomic<bool>& stop_requested() { return stop; }
int stop_signal() { return which; }

void watch_signals() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

void ignore_broken_output() {
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace lull::cli
