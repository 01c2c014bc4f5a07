#include "cli/memory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <string_view>

#include "lull/core/error.hpp"

namespace lull::cli {
namespace {

constexpr std::uint64_t mebibyte = 1 << 20;
// Measured as peak resident size, then rounded up: the program and its libraries, a job, the rows of a
// recording.
constexpr std::uint64_t of_program = 48 * mebibyte, of_job = 12 * mebibyte, of_recording = 8192;

}  // namespace

std::uint64_t parse_size(const std::string& text) {
  constexpr std::string_view units = "KMGT";
  std::uint64_t value = 0;
  const char* const end = text.data() + text.size();
  const auto number = std::from_chars(text.data(), end, value);
  std::size_t power = 0;
  if (number.ec == std::errc() && number.ptr + 1 == end) power = units.find(*number.ptr) + 1;
  const bool whole = number.ec == std::errc() && (number.ptr == end || (number.ptr + 1 == end && power > 0));
  const bool fits = value <= (std::numeric_limits<std::uint64_t>::max() >> (10 * power));
  if (whole && fits) return value << (10 * power);
  throw Error(Fault::usage, "--memory-limit", "'" + text + "' is no size",
              "give bytes, or such as 500M or 2G");
}

unsigned jobs_within(std::uint64_t limit, unsigned wanted, std::size_t recordings) {
  const std::uint64_t before_jobs = of_program + recordings * of_recording;
  if (limit < before_jobs + of_job) {
    throw Error(Fault::usage, "--memory-limit",
                fmt::format("{} recordings need more, one at a time", recordings),
                fmt::format("give {}M or more", (before_jobs + of_job + mebibyte - 1) / mebibyte));
  }
  return static_cast<unsigned>(std::min<std::uint64_t>(wanted, (limit - before_jobs) / of_job));
}

}  // namespace lull::cli
