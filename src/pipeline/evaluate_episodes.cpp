#include "pipeline/evaluate_episodes.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "pipeline/evaluate_frames.hpp"
#include "pipeline/matching.hpp"

namespace lull {
namespace {

using namespace std::chrono_literals;

std::vector<Answer> answers_of(const Session& session, const MetricSettings& settings) {
  return gather(session, tracks_of(session, settings), settings).answers;
}

std::vector<TimeSpan> spans_of(const std::vector<Answer>& answers) {
  std::vector<TimeSpan> spans;
  spans.reserve(answers.size());
  for (const Answer& answer : answers) spans.push_back(answer.episode.when);
  return spans;
}

/// As measure_latency, measure_coregulation and total_survival count them (metrics.md, sections 4.2 and 5).
Waits waits_of(const std::vector<Answer>& answers, bool adults) {
  Waits waits;
  for (const Answer& answer : answers) {
    const int quiet = answer.episode.calm_confirmed ? 1 : 0;
    const Milliseconds whole = answer.episode.when.length();
    waits.total.push_back({whole, quiet});
    if (!adults) continue;
    if (answer.responded()) waits.coregulation.push_back({answer.coregulation(), quiet});
    if (answer.concurrent) continue;
    if (answer.responded()) {
      waits.answered.push_back({*answer.latency, 1});
    } else {
      waits.answered.push_back({whole, quiet == 1 ? 2 : 0});
    }
  }
  return waits;
}

void add_error(Milliseconds difference, TimeErrors& errors, std::vector<double>& off_s) {
  const Milliseconds off = difference < 0ms ? -difference : difference;
  errors.pairs += 1;
  errors.within_1s += off <= 1s ? 1 : 0;
  errors.within_5s += off <= 5s ? 1 : 0;
  errors.absolute += off;
  errors.difference += difference;
  off_s.push_back(in_seconds(off));
}

void compare_answers(const Answer& reference, const Answer& hypothesis, Milliseconds theta_r,
                     EpisodeComparison& comparison) {
  ++comparison.response.counts[reference.responded() ? 0 : 1][hypothesis.responded() ? 0 : 1];
  if (reference.responded() && hypothesis.responded()) {
    add_error(*hypothesis.latency - *reference.latency, comparison.latency, comparison.latency_off_s);
  }
  ++comparison.outcome.counts[static_cast<std::size_t>(outcome_of(reference))]
                             [static_cast<std::size_t>(outcome_of(hypothesis))];
  if (reference.rupture_unknown(theta_r) || hypothesis.rupture_unknown(theta_r)) {
    ++comparison.rupture_unknown;
  } else {
    ++comparison.rupture
          .counts[reference.is_rupture(theta_r) ? 0 : 1][hypothesis.is_rupture(theta_r) ? 0 : 1];
  }
}

template <std::size_t N>
AgreementScores agreement_of(const Confusion<N>& table) {
  double agreements = 0, products = 0, cases = 0;
  for (std::size_t i = 0; i < N; ++i) {
    double row = 0, column = 0;
    for (std::size_t j = 0; j < N; ++j) {
      row += static_cast<double>(table.counts[i][j]);
      column += static_cast<double>(table.counts[j][i]);
    }
    agreements += static_cast<double>(table.counts[i][i]);
    products += row * column;
    cases += row;
  }
  if (cases == 0) return {Reason::too_few, Reason::too_few};
  return {agreements / cases, kappa(agreements, products, cases)};
}

/// A step function of time, and how far it is known.
struct Curve {
  std::vector<std::pair<Milliseconds, double>> steps;
  double start = 0;
  Milliseconds horizon{0};
  std::int64_t events = 0;
};

Curve curve_of(const std::vector<Wait>& waits, bool incidence, Milliseconds tau) {
  Curve curve;
  curve.start = incidence ? 0 : 1;
  if (incidence) {
    const CumulativeIncidence found(waits);
    for (const auto& step : found.steps()) curve.steps.emplace_back(step.time, step.first);
  } else {
    const Survival found(waits);
    for (const auto& step : found.steps()) curve.steps.emplace_back(step.time, step.share);
  }
  Milliseconds last{0};
  bool all_ended = true;  // nobody was still waiting at the last time: the curve is known for ever after
  for (const Wait& wait : waits) {
    if (wait.time > last) all_ended = true;
    last = std::max(last, wait.time);
    if (wait.time == last && wait.cause == 0) all_ended = false;
    curve.events += wait.cause != 0 ? 1 : 0;
  }
  curve.horizon = last >= tau || all_ended ? tau : last;
  return curve;
}

double area_between(const Curve& a, const Curve& b, Milliseconds until) {
  double area = 0, at_a = a.start, at_b = b.start;
  Milliseconds from{0};
  for (std::size_t i = 0, j = 0; from < until;) {
    Milliseconds to = until;
    if (i < a.steps.size()) to = std::min(to, a.steps[i].first);
    if (j < b.steps.size()) to = std::min(to, b.steps[j].first);
    area += std::abs(at_a - at_b) * in_seconds(to - from);
    from = to;
    for (; i < a.steps.size() && a.steps[i].first <= to; ++i) at_a = a.steps[i].second;
    for (; j < b.steps.size() && b.steps[j].first <= to; ++j) at_b = b.steps[j].second;
  }
  return area;
}

}  // namespace

TimeErrors& TimeErrors::operator+=(const TimeErrors& other) {
  pairs += other.pairs;
  within_1s += other.within_1s;
  within_5s += other.within_5s;
  absolute += other.absolute;
  difference += other.difference;
  return *this;
}

EpisodeComparison compare_episodes(const RecordingPair& pair, const MetricSettings& settings,
                                   double least_iou) {
  EpisodeComparison comparison;
  comparison.adults = pair.reference.tracks.adult && pair.hypothesis.tracks.adult;
  Session heard = pair.hypothesis;
  heard.observed = pair.reference.observed;
  const std::vector<Answer> reference = answers_of(pair.reference, settings);
  const std::vector<Answer> hypothesis = answers_of(heard, settings);
  const auto pairs = match_by_overlap(spans_of(reference), spans_of(hypothesis), least_iou);
  comparison.matching = {static_cast<std::int64_t>(reference.size()),
                         static_cast<std::int64_t>(hypothesis.size()),
                         static_cast<std::int64_t>(pairs.size())};
  for (const auto& [r, h] : pairs) {
    add_error(hypothesis[h].episode.when.length() - reference[r].episode.when.length(), comparison.duration,
              comparison.duration_off_s);
    if (comparison.adults) compare_answers(reference[r], hypothesis[h], settings.theta_r, comparison);
  }
  comparison.reference = waits_of(reference, comparison.adults);
  comparison.hypothesis = waits_of(hypothesis, comparison.adults);
  return comparison;
}

EpisodeScores episode_scores(const EventCounts& counts) {
  const auto matched = static_cast<double>(counts.matched);
  const auto reference = static_cast<double>(counts.reference);
  const auto hypothesis = static_cast<double>(counts.hypothesis);
  return {ratio(reference - matched, reference), ratio(hypothesis - matched, hypothesis),
          ratio(2 * matched, reference + hypothesis)};
}

TimeScores time_scores(const TimeErrors& errors) {
  if (errors.pairs == 0) return {Reason::too_few, Reason::too_few, Reason::too_few, Reason::too_few};
  const auto n = static_cast<double>(errors.pairs);
  return {in_seconds(errors.absolute) / n, in_seconds(errors.difference) / n,
          static_cast<double>(errors.within_1s) / n, static_cast<double>(errors.within_5s) / n};
}

ResponseScores response_scores(const Confusion<2>& table) {
  const auto both = static_cast<double>(table.counts[0][0]);
  const auto missed = static_cast<double>(table.counts[0][1]);
  const auto invented = static_cast<double>(table.counts[1][0]);
  return {ratio(missed, both + missed), ratio(invented, both + invented), agreement_of(table).kappa};
}

AgreementScores outcome_scores(const Confusion<5>& table) { return agreement_of(table); }
AgreementScores rupture_scores(const Confusion<2>& table) { return agreement_of(table); }

CurveDifference curve_difference(const std::vector<Wait>& reference, const std::vector<Wait>& hypothesis,
                                 bool incidence, Milliseconds tau, std::int64_t min_events) {
  const Curve a = curve_of(reference, incidence, tau), b = curve_of(hypothesis, incidence, tau);
  if (std::min(a.events, b.events) < std::max<std::int64_t>(min_events, 1)) {
    return {Reason::too_few, Reason::too_few};
  }
  const Milliseconds until = std::min(a.horizon, b.horizon);
  return {area_between(a, b, until), in_seconds(until)};
}

}  // namespace lull
