#pragma once
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <thread>

#include "lull/core/units.hpp"

namespace lull::cli {

/// How far a batch is, on standard error: one line that rewrites itself on a terminal, a line every 30 s
/// elsewhere. It goes on while nothing ends, since one recording may take an hour. May be called by several
/// threads.
class Progress {
 public:
  enum class Style { none, line, log };
  /// Between two lines: 0.5 s on a terminal, 30 s elsewhere.
  static std::chrono::milliseconds usual_interval(Style style);

  /// total_bytes: of all recordings; the time left is estimated by bytes.
  Progress(Style style, std::size_t recordings, std::uint64_t total_bytes,
           std::optional<std::chrono::milliseconds> interval = std::nullopt);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// A recording ended. `length` is what was heard of it now, absent when it failed or was kept.
  void done(std::uint64_t bytes, bool failed, std::optional<Milliseconds> length);
  /// Takes the line away, so that something else can be written; it comes back with the next tick.
  void clear();
  /// Takes it away for good.
  void end();

 private:
  std::string text() const;
  void show() const;
  void tick();

  const Style style_;
  const std::size_t recordings_;
  const std::uint64_t total_bytes_;
  const std::chrono::milliseconds interval_;
  const std::chrono::steady_clock::time_point start_;
  std::mutex mutex_;  // of all below
  std::condition_variable ended_;
  bool has_ended_ = false;
  std::size_t finished_ = 0, failed_ = 0;
  std::uint64_t bytes_ = 0;
  Milliseconds heard_{0};
  std::thread ticker_;
};

/// The style for --progress auto, always or never. Throws Error(Fault::usage) for another word.
Progress::Style progress_style(const std::string& when, bool quiet);

}  // namespace lull::cli
