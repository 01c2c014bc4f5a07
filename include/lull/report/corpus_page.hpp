#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <tuple>

#include "lull/core/fields.hpp"
#include "lull/core/units.hpp"

namespace lull {

/// One recording in one hour of the day, all of its days together.
struct ClockHourRow {
  std::int64_t recording = 0;            ///< its place among the rows of recordings.csv, from 0
  std::int64_t clock_hour = 0;           ///< 0 to 23
  Milliseconds observed_s{0}, cry_s{0};  ///< how long it was observed in that hour; of that, crying

  static constexpr auto fields() {
    using C = ClockHourRow;
    return std::tuple{field("recording", &C::recording, "", "its row, from 0"),
                      field("clock_hour", &C::clock_hour, "h", "hour of the day"),
                      field("observed_s", &C::observed_s, "s", "observed in it"),
                      field("cry_s", &C::cry_s, "s", "crying in it")};
  }
};

/// The bytes of corpus.html: all recordings of a run, those that failed too, with links to their sessions.
/// One file that asks for nothing else. `recordings` are the bytes of recordings.csv, `hours` what is known
/// of them by the hour of the day (none for a recording whose clock time is not known), `made` is what made
/// the numbers, as the block "lull" of metrics.json: the same three give the same page. Throws
/// Error(Fault::input) when the table has other columns than this version's. Size: a few hundred bytes a
/// recording, and 20 an hour of the day.
std::string corpus_page(std::string_view recordings, std::span<const ClockHourRow> hours,
                        std::string_view made);

}  // namespace lull
