#include "lull/report/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "lull/core/text.hpp"

namespace lull {
namespace {

constexpr std::size_t widest_name = 32;  // characters; longer names keep their end, which tells files apart

/// Characters, not bytes, of UTF-8 text.
std::size_t width_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string shortened(std::string text) {
  if (width_of(text) <= widest_name) return text;
  while (width_of(text) > widest_name - 1) {
    text.erase(text.begin());
    while (!text.empty() && (static_cast<unsigned char>(text[0]) & 0xC0) == 0x80) text.erase(text.begin());
  }
  return "\xE2\x80\xA6" + text;  // an ellipsis
}

/// Columns as wide as their widest cell; the first and the last to the left, the others to the right.
std::string laid_out(const std::vector<std::vector<std::string>>& rows) {
  const std::size_t columns = rows[0].size();
  std::vector<std::size_t> widths(columns, 0);
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  std::string out;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string pad(widths[i] - width_of(row[i]), ' ');
      const bool left = i == 0 || i + 1 == columns;
      line += (i == 0 ? "" : "  ") + (left ? row[i] + pad : pad + row[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

std::string count(const std::optional<std::int64_t>& value) {
  return value ? fmt::format("{}", *value) : "-";
}

std::string seconds(const std::optional<Milliseconds>& time) {
  return time ? fmt::format("{:.1f} s", static_cast<double>(time->count()) / 1000) : "-";
}

std::string outcomes(const RecordingRow& row) {
  std::string text;
  const auto add = [&](const std::optional<std::int64_t>& n, const char* what) {
    if (n && *n > 0) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", *n, what);
  };
  add(row.soothed, "soothed");
  add(row.quiet_unattended, "quiet unattended");
  add(row.quiet_concurrent, "quiet, adult before");
  add(row.self_quiet, "self-quiet");
  add(row.unresolved, "unresolved");
  return text.empty() ? "-" : text;
}

std::string more(std::size_t total, std::size_t shown, const char* file) {
  return total > shown ? fmt::format("... and {} more in {}\n", total - shown, file) : "";
}

/// A median, or in brackets why there is none.
std::string median(const RecordingRow& row, const std::optional<Milliseconds>& time, std::string_view name) {
  if (time) return seconds(time);
  std::string reason(reason_in(row, name));
  std::replace(reason.begin(), reason.end(), '_', ' ');
  return reason.empty() ? "-" : "(" + reason + ")";
}

std::vector<std::string> cells(const RecordingRow& row) {
  const std::string id = shortened(visible(row.recording));
  if (row.status != "ok") return {id, "failed"};
  const std::int64_t usable = row.episodes.value_or(0) - row.left_censored.value_or(0);
  return {id,
          row.duration_s ? readable(*row.duration_s) : "-",
          count(row.episodes),
          row.cry_s ? readable(*row.cry_s) : "-",
          row.responded ? fmt::format("{} of {}", *row.responded, usable) : "-",
          median(row, row.latency_median_s, "latency_median_s"),
          median(row, row.total_median_s, "total_median_s"),
          outcomes(row)};
}

}  // namespace

std::string readable(Milliseconds time) {
  const std::int64_t total = divide_half_up(time.count(), 1000);
  if (total >= 3600) return fmt::format("{} h {:02} min", total / 3600, total % 3600 / 60);
  if (total >= 60) return fmt::format("{} min {:02} s", total / 60, total % 60);
  return fmt::format("{} s", total);
}

std::string recordings_table(std::span<const RecordingRow> rows, std::size_t most) {
  std::vector<std::vector<std::string>> table{{"recording", "length", "episodes", "crying", "answered",
                                               "median answer", "median to quiet", "outcomes"}};
  const std::size_t shown = std::min(most, rows.size());
  for (const RecordingRow& row : rows.first(shown)) table.push_back(cells(row));
  return laid_out(table) + more(rows.size(), shown, "recordings.csv");
}

std::string episodes_table(std::span<const EpisodeRow> rows, std::size_t most) {
  std::vector<std::vector<std::string>> table{
      {"episode", "from", "to", "crying", "answer after", "by", "then quiet after", "outcome"}};
  const std::size_t shown = std::min(most, rows.size());
  for (const EpisodeRow& row : rows.first(shown)) {
    std::string outcome = row.outcome.value_or("onset not heard");
    std::replace(outcome.begin(), outcome.end(), '_', ' ');
    table.push_back({fmt::format("{} #{}", shortened(visible(row.recording)), row.episode),
                     seconds(row.onset_s), seconds(row.offset_s), seconds(row.cry_s), seconds(row.latency_s),
                     row.responder.value_or("-"), row.calm_confirmed ? seconds(row.coregulation_s) : "-",
                     outcome});
  }
  return laid_out(table) + more(rows.size(), shown, "episodes.csv");
}

}  // namespace lull
