#include "lull/response/evidence.hpp"

#include <algorithm>
#include <array>

#include "lull/events/spans.hpp"

namespace lull {
namespace {

constexpr std::array<std::string_view, 5> outcome_names{"soothed", "quiet_unattended", "quiet_concurrent",
                                                        "self_quiet", "unresolved"};
constexpr std::array<std::string_view, 4> repair_names{"repaired", "self_resolved", "failed", "unknown"};

/// The first adult onset at or after t0; segments are ordered by onset, offset, label, so ties are looked
/// through.
void find_response(const StretchTracks& tracks, Milliseconds w_att, Answer& answer) {
  const Milliseconds t0 = answer.episode.when.begin;
  const auto first = std::partition_point(tracks.adult.begin(), tracks.adult.end(),
                                          [&](const Segment& each) { return each.when.begin < t0; });
  if (first == tracks.adult.end() || first->when.begin >= answer.window_end) return;
  const Milliseconds at = first->when.begin;
  answer.latency = at - t0;
  answer.responder = first->label;
  const Milliseconds near_end = answer.episode.when.end - w_att;
  for (auto each = first; each != tracks.adult.end() && each->when.begin < answer.window_end; ++each) {
    if (each->when.begin == at) answer.responder = std::min(*answer.responder, each->label);
    answer.attended = answer.attended || each->when.end > near_end;
  }
}

Answer answer_to(const Episode& episode, const StretchTracks& tracks, const MetricSettings& settings) {
  Answer answer;
  answer.episode = episode;
  const Milliseconds t0 = episode.when.begin;
  for (const Segment& each : tracks.adult) {
    if (each.when.begin >= t0) break;
    answer.concurrent = answer.concurrent || each.when.end > t0;
  }
  answer.window_end = std::min(episode.when.end + settings.tail, tracks.stretch.end);
  if (episode.next) answer.window_end = std::min(answer.window_end, *episode.next);
  find_response(tracks, settings.w_att, answer);
  const Milliseconds until = answer.latency ? t0 + *answer.latency : episode.when.end;
  answer.cry_before_response = total_within(tracks.cry, {t0, until});
  return answer;
}

}  // namespace

Outcome outcome_of(const Answer& answer) {
  if (!answer.episode.calm_confirmed) return Outcome::unresolved;
  if (answer.responded()) return answer.attended ? Outcome::soothed : Outcome::quiet_unattended;
  return answer.concurrent ? Outcome::quiet_concurrent : Outcome::self_quiet;
}

std::string_view name(Outcome outcome) { return outcome_names[static_cast<std::size_t>(outcome)]; }

Repair repair_of(const Answer& answer, Milliseconds t_rep) {
  if (!answer.episode.calm_confirmed) return Repair::unknown;
  if (!answer.responded()) return Repair::self_resolved;
  const Milliseconds quiet_after = answer.episode.when.length() - *answer.latency;
  return answer.attended && quiet_after <= t_rep ? Repair::repaired : Repair::failed;
}

std::string_view name(Repair repair) { return repair_names[static_cast<std::size_t>(repair)]; }

Reason Evidence::unavailable(Needs needs) const {
  if (observed <= Milliseconds{0}) return Reason::not_observed;
  if (!tracks.cry && needs != Needs::adult) return Reason::no_cry_track;
  if (!tracks.adult && needs != Needs::cry) return Reason::no_adult_track;
  if (!tracks.child && needs == Needs::all) return Reason::no_child_track;
  return Reason::none;
}

Reason Evidence::unavailable_over_episodes(Needs needs) const {
  if (const Reason reason = unavailable(needs); reason != Reason::none) return reason;
  if (episodes.empty()) return Reason::no_episodes;
  return answers.empty() ? Reason::censored : Reason::none;
}

Count Evidence::count(Needs needs, std::size_t number) const {
  if (const Reason reason = unavailable(needs); reason != Reason::none) return reason;
  return static_cast<std::int64_t>(number);
}

Number Evidence::per_hour(Needs needs, double amount) const {
  if (const Reason reason = unavailable(needs); reason != Reason::none) return reason;
  const double hours = in_seconds(observed) / 3600;
  if (hours < settings.min_hours - tolerance) return Reason::too_few;
  return amount / hours;
}

Evidence gather(const Session& session, std::vector<StretchTracks> stretches,
                const MetricSettings& settings) {
  Evidence evidence;
  evidence.settings = settings;
  evidence.tracks = session.tracks;
  evidence.observed = total(session.observed);
  evidence.stretches = std::move(stretches);
  evidence.start_time = session.recording.start_time;
  evidence.pauses = session.recording.pauses;
  evidence.episodes = find_episodes(evidence.stretches, settings);
  for (const Episode& episode : evidence.episodes) {
    if (episode.left_censored) continue;
    evidence.answers.push_back(answer_to(episode, evidence.stretches[episode.stretch], settings));
  }
  return evidence;
}

}  // namespace lull
