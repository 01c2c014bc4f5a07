#include <fmt/format.h>

#include <algorithm>

#include "cli/evaluate_output.hpp"
#include "lull/report/terminal.hpp"

namespace lull::cli {
namespace {

using Row = std::vector<std::string>;

/// Columns as wide as their widest cell, the first to the left and the others to the right. ASCII only.
std::string laid_out(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths;
  for (const Row& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], row[i].size());
  }
  std::string out;
  for (const Row& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += i == 0 ? fmt::format("{:<{}}", row[i], widths[i]) : fmt::format("  {:>{}}", row[i], widths[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

std::string text_of(const Number& value) {
  return value.has_value() ? fmt::format("{:.3f}", *value) : fmt::format("({})", name(value.reason()));
}

std::string interval(const Estimate& estimate) {
  return estimate.ci95 ? fmt::format("{:.3f} to {:.3f}", (*estimate.ci95)[0], (*estimate.ci95)[1]) : "-";
}

/// A table of tracks by scores, with interval and mean over groups of the score called `main`.
struct ScoreTable {
  std::string title, main;
  std::vector<Row> rows;

  void add(const std::string& track, const std::vector<Estimate>& scores, Row counts_before,
           const Row& count_names) {
    if (rows.empty()) {
      rows.push_back({title});
      rows[0].insert(rows[0].end(), count_names.begin(), count_names.end());
      for (const Estimate& each : scores) {
        rows[0].push_back(std::string(each.name));
        if (each.name == main) rows[0].insert(rows[0].end(), {"95 %", "mean of groups"});
      }
    }
    Row row{track};
    row.insert(row.end(), counts_before.begin(), counts_before.end());
    for (const Estimate& each : scores) {
      row.push_back(text_of(each.value));
      if (each.name == main) row.insert(row.end(), {interval(each), text_of(each.group_mean)});
    }
    rows.push_back(std::move(row));
  }
};

template <class Add>
std::string table_of(const Evaluation& evaluation, const std::string& title, const std::string& main,
                     Add&& add) {
  ScoreTable table{title, main, {}};
  for (const TrackEvaluation& track : evaluation.tracks) {
    if (track.unavailable == Reason::none) add(track, table);
  }
  return table.rows.empty() ? "" : "\n" + laid_out(table.rows);
}

std::string number(std::int64_t value) { return fmt::format("{}", value); }

std::string event_table(const Evaluation& evaluation, const std::string& title,
                        Scored<EventCounts> TrackEvaluation::*events) {
  return table_of(evaluation, title, "f1", [&](const TrackEvaluation& track, ScoreTable& table) {
    const EventCounts& counts = (track.*events).counts;
    table.add(std::string(name(track.track)), (track.*events).scores,
              {number(counts.reference), number(counts.hypothesis), number(counts.matched)},
              {"reference", "hypothesis", "matched"});
  });
}

std::string frame_table(const Evaluation& evaluation, const std::string& title,
                        Scored<FrameCounts> TrackEvaluation::*frames) {
  return table_of(evaluation, title, "f1", [&](const TrackEvaluation& track, ScoreTable& table) {
    table.add(std::string(name(track.track)), (track.*frames).scores, {number(track.recordings)},
              {"recordings"});
  });
}

std::string heading(const Evaluation& evaluation, const Comparison& comparison) {
  std::string text =
      fmt::format("{} recordings compared, {}; {} {}\n", evaluation.recordings, readable(evaluation.observed),
                  evaluation.groups, comparison.grouped ? "groups" : "groups, each recording for itself");
  if (evaluation.groups > 1) {
    text += fmt::format("Intervals: 95 %, {} draws of groups, seed {}\n", evaluation.settings.b,
                        evaluation.settings.seed);
  } else {
    text += "No intervals: they need two groups\n";
  }
  const auto left = [&](const std::vector<std::string>& ids, const char* side) {
    if (!ids.empty())
      text += fmt::format("{} recordings are only in the {} and are not compared\n", ids.size(), side);
  };
  left(comparison.only_in_reference, "reference");
  left(comparison.only_in_hypothesis, "hypothesis");
  return text;
}

/// Which tracks there is nothing to say of, and why.
std::string absences(const Evaluation& evaluation) {
  std::string text;
  for (const TrackEvaluation& track : evaluation.tracks) {
    if (track.unavailable == Reason::none) continue;
    text += fmt::format("{}{} ({})", text.empty() ? "\nNot compared: " : ", ", name(track.track),
                        name(track.unavailable));
  }
  return text.empty() ? text : text + "\n";
}

}  // namespace

std::string evaluation_text(const Evaluation& evaluation, const Comparison& comparison) {
  std::string text = heading(evaluation, comparison);
  text += frame_table(evaluation, "Frames of 10 ms", &TrackEvaluation::frames_10ms);
  text += frame_table(evaluation, "Frames of 1 s", &TrackEvaluation::frames_1s);
  text += event_table(
      evaluation,
      fmt::format("Segments, onset {:g} s and offset", in_seconds(evaluation.options.onset_collar)),
      &TrackEvaluation::events);
  text += event_table(evaluation,
                      fmt::format("Segments, onset {:g} s only", in_seconds(evaluation.options.dcase_collar)),
                      &TrackEvaluation::onsets);
  text += absences(evaluation);
  return text;
}

}  // namespace lull::cli
