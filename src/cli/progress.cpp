#include "cli/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "lull/core/error.hpp"
#include "lull/report/terminal.hpp"

namespace lull::cli {
namespace {

constexpr std::chrono::seconds log_interval{30};
constexpr std::chrono::milliseconds line_interval{100};

void put(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stderr);
  std::fflush(stderr);
}

}  // namespace

Progress::Progress(Style style, std::size_t recordings, std::uint64_t total_bytes)
    : style_(style),
      recordings_(recordings),
      total_bytes_(total_bytes),
      start_(std::chrono::steady_clock::now()),
      last_(start_) {}

Progress::~Progress() { clear(); }

void Progress::clear() const {
  if (style_ == Style::line) put("\r\x1b[K");
}

std::string Progress::text() const {
  const Seconds passed = std::chrono::steady_clock::now() - start_;
  std::string text = fmt::format("{} of {} recordings", finished_, recordings_);
  if (failed_ > 0) text += fmt::format(", {} failed", failed_);
  if (heard_.count() > 0 && passed.count() > 0.5) {
    text += fmt::format(", {:.0f} times real time", Seconds(heard_) / passed);
  }
  if (bytes_ > 0 && bytes_ < total_bytes_ && passed.count() > 2) {
    const double left = passed.count() * static_cast<double>(total_bytes_ - bytes_) / static_cast<double>(bytes_);
    text += ", about " + readable(Milliseconds{static_cast<std::int64_t>(left * 1000)}) + " left";
  }
  return text;
}

void Progress::done(std::uint64_t bytes, bool failed, std::optional<Milliseconds> length) {
  ++finished_;
  failed_ += failed;
  bytes_ += bytes;
  heard_ += length.value_or(Milliseconds{0});
  const auto now = std::chrono::steady_clock::now();
  if (style_ == Style::line && (now - last_ >= line_interval || finished_ == recordings_)) {
    last_ = now;
    put("\r\x1b[K" + text());
  } else if (style_ == Style::log && now - last_ >= log_interval) {
    last_ = now;
    put("lull: " + text() + "\n");
  }
}

Progress::Style progress_style(const std::string& when) {
  if (when == "never") return Progress::Style::none;
  if (when == "always") return Progress::Style::line;
  if (when == "auto") return ::isatty(STDERR_FILENO) ? Progress::Style::line : Progress::Style::log;
  throw Error(Fault::usage, "--progress", "'" + when + "' is none of auto, always, never");
}

}  // namespace lull::cli
