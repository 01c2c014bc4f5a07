#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "lull/core/units.hpp"

namespace lull::cli {

/// How far a batch is, on standard error: one line that rewrites itself on a terminal, a line every 30 s elsewhere.
class Progress {
 public:
  enum class Style { none, line, log };
  /// total_bytes: of all recordings; the time left is estimated by bytes.
  Progress(Style style, std::size_t recordings, std::uint64_t total_bytes);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// A recording ended. `length` is what was heard of it now, absent when it failed or was kept.
  void done(std::uint64_t bytes, bool failed, std::optional<Milliseconds> length);
  /// Takes the line away, so that something else can be written.
  void clear() const;

 private:
  std::string text() const;

  Style style_;
  std::size_t recordings_, finished_ = 0, failed_ = 0;
  std::uint64_t total_bytes_, bytes_ = 0;
  Milliseconds heard_{0};
  std::chrono::steady_clock::time_point start_, last_;
};

/// The style for --progress auto, always or never. Throws Error(Fault::usage) for another word.
Progress::Style progress_style(const std::string& when);

}  // namespace lull::cli
