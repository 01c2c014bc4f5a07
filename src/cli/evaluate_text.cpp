#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "cli/evaluate_output.hpp"
#include "lull/report/terminal.hpp"
#include "lull/response/evidence.hpp"

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
std::string text_of(std::int64_t value) { return fmt::format("{}", value); }

std::string interval(const Estimate& estimate) {
  return estimate.ci95 ? fmt::format("{:.3f} to {:.3f}", (*estimate.ci95)[0], (*estimate.ci95)[1]) : "-";
}

/// A score's name above its column: full sentences are in the JSON and the manual.
std::string heading_of(std::string_view score) {
  constexpr std::array<std::array<std::string_view, 2>, 7> shorter{{{"false_alarm_min_per_h", "FA min/h"},
                                                                    {"error_rate", "error rate"},
                                                                    {"bias_min", "bias min"},
                                                                    {"loa_low_min", "limits of"},
                                                                    {"loa_high_min", "agreement"},
                                                                    {"mae_min", "MAE min"},
                                                                    {"f1", "F1"}}};
  for (const auto& [from, to] : shorter) {
    if (from == score) return std::string(to);
  }
  return std::string(score);
}

/// A table of scores: after the score called `main` its interval and its mean over groups.
class ScoreTable {
 public:
  ScoreTable(std::string title, std::string main, Row count_names)
      : title_(std::move(title)), main_(std::move(main)), count_names_(std::move(count_names)) {}

  void add(std::string_view row_name, const Row& counts, const std::vector<Estimate>& scores) {
    if (rows_.empty()) rows_.push_back(headings(scores));
    Row row{std::string(row_name)};
    row.insert(row.end(), counts.begin(), counts.end());
    for (const Estimate& each : scores) {
      row.push_back(text_of(each.value));
      if (each.name == main_) row.insert(row.end(), {interval(each), text_of(each.group_mean)});
    }
    rows_.push_back(std::move(row));
  }
  std::string text() const { return rows_.empty() ? "" : "\n" + laid_out(rows_); }

 private:
  Row headings(const std::vector<Estimate>& scores) const {
    Row row{title_};
    row.insert(row.end(), count_names_.begin(), count_names_.end());
    for (const Estimate& each : scores) {
      row.push_back(heading_of(each.name));
      if (each.name == main_) row.insert(row.end(), {"95 %", "mean of groups"});
    }
    return row;
  }

  std::string title_, main_;
  Row count_names_;
  std::vector<Row> rows_;
};

/// Whether either side has a segment: a track without any has no row.
bool has_segments(const TrackEvaluation& track) {
  return track.unavailable == Reason::none &&
         track.events.counts.reference + track.events.counts.hypothesis > 0;
}

template <class Add>
std::string track_table(const Evaluation& evaluation, ScoreTable table, Add&& add) {
  for (const TrackEvaluation& track : evaluation.tracks) {
    if (has_segments(track)) add(track, table);
  }
  return table.text();
}

std::string frame_table(const Evaluation& evaluation, const std::string& title,
                        Scored<FrameCounts> TrackEvaluation::*frames) {
  return track_table(evaluation, {title, "f1", {"recordings"}},
                     [&](const TrackEvaluation& track, ScoreTable& table) {
                       table.add(name(track.track), {text_of(track.recordings)}, (track.*frames).scores);
                     });
}

Row event_counts(const EventCounts& counts) {
  return {text_of(counts.reference), text_of(counts.hypothesis), text_of(counts.matched)};
}

std::string event_table(const Evaluation& evaluation, const std::string& title,
                        Scored<EventCounts> TrackEvaluation::*events) {
  return track_table(evaluation, {title, "f1", {"reference", "hypothesis", "matched"}},
                     [&](const TrackEvaluation& track, ScoreTable& table) {
                       table.add(name(track.track), event_counts((track.*events).counts),
                                 (track.*events).scores);
                     });
}

Row minutes(std::initializer_list<Milliseconds> times) {
  Row row;
  for (const Milliseconds time : times) row.push_back(fmt::format("{:.2f}", in_seconds(time) / 60));
  return row;
}

std::string error_tables(const Evaluation& evaluation) {
  std::string text = track_table(
      evaluation, {"Detection error rate", "error_rate", {"reference min", "false alarm", "missed"}},
      [](const TrackEvaluation& track, ScoreTable& table) {
        const DetectionTimes& times = track.detection.counts;
        table.add(name(track.track), minutes({times.reference, times.false_alarm, times.missed}),
                  track.detection.scores);
      });
  ScoreTable table("Identification error rate", "error_rate",
                   {"reference min", "false alarm", "missed", "confused"});
  const IdentificationTimes& times = evaluation.identification.counts;
  if (evaluation.observed <= Milliseconds{0}) return text;
  table.add("all labels", minutes({times.reference, times.false_alarm, times.missed, times.confused}),
            evaluation.identification.scores);
  return text + table.text();
}

std::string amount_tables(const Evaluation& evaluation) {
  std::string text;
  for (std::size_t i = 0; i < evaluation.tracks.front().amounts.size(); ++i) {
    const std::string title = fmt::format("Minutes per {}", evaluation.tracks.front().amounts[i].name);
    text +=
        track_table(evaluation, {title, "pearson", {"intervals", "in part"}},
                    [&](const TrackEvaluation& track, ScoreTable& table) {
                      const Scored<AmountSums>& sums = track.amounts[i].sums;
                      table.add(name(track.track),
                                {text_of(sums.counts.intervals), text_of(sums.counts.partial)}, sums.scores);
                    });
  }
  return text;
}

template <std::size_t N>
std::string confusion_table(const std::string& title, const std::array<std::string_view, N>& classes,
                            const Scored<Confusion<N>>& scored) {
  std::vector<Row> rows{{title}};
  for (const std::string_view each : classes) rows[0].emplace_back(each);
  for (std::size_t i = 0; i < N; ++i) {
    Row row{"  " + std::string(classes[i])};
    for (const std::int64_t count : scored.counts.counts[i]) row.push_back(text_of(count));
    rows.push_back(std::move(row));
  }
  std::string text = "\n" + laid_out(rows);
  for (const Estimate& each : scored.scores) {
    text += fmt::format("  {} {}{}", each.name, text_of(each.value),
                        each.ci95 ? " (" + interval(each) + ")" : "");
  }
  return text + "\n";
}

/// Why nothing was compared.
std::string_view reason_of(const std::vector<Estimate>& scores) {
  return name(scores.front().value.reason());
}

std::string answer_tables(const EpisodeEvaluation& episodes) {
  if (episodes.recordings_with_adults == 0) {
    return fmt::format("\nResponses, outcomes and ruptures are not compared: {}\n",
                       reason_of(episodes.response.scores));
  }
  std::string text =
      confusion_table<2>("Response (rows: reference)", {"responded", "none"}, episodes.response);
  text += confusion_table<5>(
      "Outcome (rows: reference)",
      {name(Outcome::soothed), name(Outcome::quiet_unattended), name(Outcome::quiet_concurrent),
       name(Outcome::self_quiet), name(Outcome::unresolved)},
      episodes.outcome);
  text += confusion_table<2>("Rupture (rows: reference)", {"rupture", "none"}, episodes.rupture);
  if (episodes.rupture_unknown > 0) {
    text += fmt::format("  {} pairs were cut off before they could show one\n", episodes.rupture_unknown);
  }
  return text;
}

std::string episode_tables(const EpisodeEvaluation& episodes) {
  if (episodes.recordings == 0) {
    return fmt::format("\nEpisodes are not compared: {}\n", reason_of(episodes.matching.scores));
  }
  ScoreTable matching("Episodes", "f1", {"reference", "hypothesis", "matched"});
  matching.add("matched by overlap", event_counts(episodes.matching.counts), episodes.matching.scores);
  ScoreTable times("Errors of matched episodes", "mae_s", {"pairs", "median_abs_s"});
  times.add("duration", {text_of(episodes.duration.counts.pairs), text_of(episodes.duration_median_abs_s)},
            episodes.duration.scores);
  const bool adults = episodes.recordings_with_adults > 0;
  times.add("latency of the response",
            {adults ? text_of(episodes.latency.counts.pairs) : "-", text_of(episodes.latency_median_abs_s)},
            episodes.latency.scores);
  const auto curve = [](std::string_view title, const CurveDifference& difference) {
    return Row{std::string(title), text_of(difference.area_s), text_of(difference.to_s)};
  };
  return matching.text() + times.text() + "\n" +
         laid_out({{"Between the curves of", "area s", "up to s"},
                   curve("time to quiet", episodes.total),
                   curve("response to quiet", episodes.coregulation),
                   curve("time to a response", episodes.answered)}) +
         answer_tables(episodes);
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
    if (ids.empty()) return;
    text += fmt::format("{} recordings are only in the {} and are not compared\n", ids.size(), side);
  };
  left(comparison.only_in_reference, "reference");
  left(comparison.only_in_hypothesis, "hypothesis");
  if (comparison.failed > 0)
    text += fmt::format("{} files or recordings cannot be used\n", comparison.failed);
  return text;
}

/// Which tracks have no row, and why.
std::string absences(const Evaluation& evaluation) {
  std::string silent, absent;
  for (const TrackEvaluation& track : evaluation.tracks) {
    if (track.unavailable != Reason::none) {
      absent +=
          fmt::format("{}{} ({})", absent.empty() ? "" : ", ", name(track.track), name(track.unavailable));
    } else if (!has_segments(track)) {
      silent += fmt::format("{}{}", silent.empty() ? "" : ", ", name(track.track));
    }
  }
  return (absent.empty() ? "" : "Not compared: " + absent + "\n") +
         (silent.empty() ? "" : "Without a segment on either side: " + silent + "\n");
}

std::string confidences(const Evaluation& evaluation) {
  std::string text;
  for (const TrackEvaluation& track : evaluation.tracks) {
    if (has_segments(track)) {
      text += fmt::format("{}{} {}", text.empty() ? "\nPR-AUC: " : ", ", name(track.track),
                          text_of(track.pr_auc));
    }
  }
  return text.empty() ? text : text + "\n";
}

}  // namespace

std::string evaluation_text(const Evaluation& evaluation, const Comparison& comparison) {
  const EvaluationOptions& options = evaluation.options;
  std::string text = heading(evaluation, comparison) + absences(evaluation);
  text += frame_table(evaluation, "Frames of 10 ms", &TrackEvaluation::frames_10ms);
  text += frame_table(evaluation, "Frames of 1 s", &TrackEvaluation::frames_1s);
  text += confidences(evaluation);
  text +=
      event_table(evaluation, fmt::format("Segments, onset {:g} s, offset", in_seconds(options.onset_collar)),
                  &TrackEvaluation::events);
  text += event_table(evaluation, fmt::format("Segments, onset {:g} s", in_seconds(options.dcase_collar)),
                      &TrackEvaluation::onsets);
  text += error_tables(evaluation) + amount_tables(evaluation);
  return text + episode_tables(evaluation.episodes);
}

}  // namespace lull::cli
