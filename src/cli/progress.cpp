#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "lull/core/error.hpp"
#include "lull/report/terminal.hpp"

namespace lull::cli {
namespace {

using std::chrono::steady_clock;

void write(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

}  // namespace

std::chrono::milliseconds Progress::usual_interval(Style style) {
  return style == Style::line ? std::chrono::milliseconds{500} : std::chrono::seconds{30};
}

Progress::Progress(Style style, std::size_t recordings, std::uint64_t total_bytes,
                   std::optional<std::chrono::milliseconds> interval)
    : style_(style),
      recordings_(recordings),
      total_bytes_(total_bytes),
      interval_(interval.value_or(usual_interval(style))),
      start_(steady_clock::now()) {
  if (style_ != Style::none) ticker_ = std::thread([this] { tick(); });
}

Progress::~Progress() { end(); }

void Progress::tick() {
  std::unique_lock lock(mutex_);
  while (!ended_.wait_for(lock, interval_, [this] { return has_ended_; })) show();
}

void Progress::end() {
  {
    const std::lock_guard lock(mutex_);
    has_ended_ = true;
  }
  ended_.notify_all();
  if (ticker_.joinable()) {
    ticker_.join();
    clear();
  }
}

void Progress::clear() {
  const std::lock_guard lock(mutex_);
  if (style_ == Style::line) write("\r\x1b[K");
}

void Progress::show() const { write(style_ == Style::line ? "\r\x1b[K" + text() : "lull: " + text() + "\n"); }

std::string Progress::text() const {
  const Seconds passed = steady_clock::now() - start_;
  std::string text = fmt::format("{} of {} recordings, {}", finished_, recordings_,
                                 readable(std::chrono::duration_cast<Milliseconds>(passed)));
  if (failed_ > 0) text += fmt::format(", {} failed", failed_);
  if (heard_.count() > 0) text += fmt::format(", {:.0f} times real time", Seconds(heard_) / passed);
  if (bytes_ > 0 && bytes_ < total_bytes_) {
    const double left =
        passed.count() * static_cast<double>(total_bytes_ - bytes_) / static_cast<double>(bytes_);
    text += ", about " + readable(Milliseconds{static_cast<std::int64_t>(left * 1000)}) + " left";
  }
  return text;
}

void Progress::done(std::uint64_t bytes, bool failed, std::optional<Milliseconds> length) {
  const std::lock_guard lock(mutex_);
  ++finished_;
  failed_ += failed;
  bytes_ += bytes;
  heard_ += length.value_or(Milliseconds{0});
}

Progress::Style progress_style(const std::string& when, bool quiet) {
  if (when != "auto" && when != "always" && when != "never") {
    throw Error(Fault::usage, "--progress", "'" + when + "' is none of auto, always, never");
  }
  if (when == "never" || (quiet && when == "auto")) return Progress::Style::none;
  return when == "always" || ::isatty(STDERR_FILENO) != 0 ? Progress::Style::line : Progress::Style::log;
}

}  // namespace lull::cli
